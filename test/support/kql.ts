/**
 * Whether a document meets a condition in the notation of published rules, as Elasticsearch would say with the fields'
 * types as they are: everything is compared as text, whole and with its case.
 */
import { isJsonObject } from "../../src/event.ts";
import type { JsonObject, JsonValue } from "../../src/event.ts";
import { isList } from "../../src/normalize/value.ts";
import { parseCondition } from "./kql-syntax.ts";
import type { Condition, Value } from "./kql-syntax.ts";

/** Throws a SyntaxError where the condition can't be read. */
export function meets(document: JsonObject, condition: string): boolean {
  return isMet(parseCondition(condition), document);
}

/** The fields that a condition asks for, in its order. */
export function fieldsOf(condition: string): readonly string[] {
  return fieldsIn(parseCondition(condition));
}

function isMet(condition: Condition, document: JsonObject): boolean {
  switch (condition.kind) {
    case "and":
      return condition.parts.every((part) => isMet(part, document));
    case "or":
      return condition.parts.some((part) => isMet(part, document));
    case "not":
      return !isMet(condition.part, document);
    case "field":
      return hasValue(document, condition.field, condition.value);
  }
}

function fieldsIn(condition: Condition): readonly string[] {
  if (condition.kind === "field") return [condition.field];
  return condition.kind === "not"
    ? fieldsIn(condition.part)
    : condition.parts.flatMap((part) => fieldsIn(part));
}

function hasValue(document: JsonObject, field: string, value: Value): boolean {
  const texts = valuesAt(document, field).flatMap((found) =>
    typeof found === "object" && !countsWhole(field, value) ? [] : textsIn(found),
  );
  return value.kind === "any" ? texts.length > 0 : texts.some((text) => value.pattern.test(text));
}

const flattened = /^aws\.cloudtrail\.flattened\.[^.]+(?<below>.*)$/u;

/**
 * Whether an object is asked with all that is in it. A field of type `flattened` has the values of its whole tree, and its
 * subfields only their own; an object elsewhere has no values, but exists where anything in it does.
 */
function countsWhole(field: string, value: Value): boolean {
  const below = flattened.exec(field)?.groups?.["below"];
  return below === undefined ? value.kind === "any" : below === "";
}

/** Every value at the path, whatever lists are on the way. Keys may have dots. */
function valuesAt(value: JsonValue, path: string): readonly JsonValue[] {
  if (isList(value)) return value.flatMap((item) => valuesAt(item, path));
  if (path === "") return [value];
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (path === key) return valuesAt(member, "");
    return path.startsWith(`${key}.`) ? valuesAt(member, path.slice(key.length + 1)) : [];
  });
}

function textsIn(value: JsonValue): readonly string[] {
  if (isList(value)) return value.flatMap((item) => textsIn(item));
  if (isJsonObject(value)) return Object.values(value).flatMap((member) => textsIn(member));
  return value === null ? [] : [String(value)];
}
