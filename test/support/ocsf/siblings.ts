import { own, type Shape } from "./schema.ts";
import type { Fields, Scope } from "./scope.ts";

const other = 99;

/**
 * An `_id` and its text stand side by side: the text is the caption of the id's value, but for 99, where it is the
 * source's own word. Lists of ids have lists of texts.
 */
export function checkSiblings(fields: Fields, shape: Shape, at: string, scope: Scope): void {
  for (const name of Object.keys(fields)) {
    const { sibling, enum: captions } = own(shape.attributes, name) ?? {};
    if (sibling === undefined || captions === undefined) continue;
    const ids = listed(own(fields, name));
    const texts = listed(own(fields, sibling));
    if (ids.length === 0 || texts.length === 0) continue;
    const path = at === "" ? sibling : `${at}.${sibling}`;
    if (ids.length !== texts.length)
      scope.report("attribute_enum_sibling_incorrect", path, `It is not as long as ${name}`);
    for (const [index, id] of ids.entries()) checkText(texts[index], id, captions, { path, scope });
  }
}

function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** An id without a caption and a text that is none are the findings of another rule. */
function checkText(
  text: unknown,
  id: unknown,
  captions: Readonly<Record<string, string>>,
  { path, scope }: { readonly path: string; readonly scope: Scope },
): void {
  const caption = own(captions, String(id));
  if (typeof text !== "string" || caption === undefined) return;
  if (id !== other && text !== caption)
    scope.report("attribute_enum_sibling_incorrect", path, `It is not "${caption}"`);
  if (id === other && text === caption)
    scope.report("attribute_enum_sibling_suspicious_other", path, "The source's word belongs here");
}
