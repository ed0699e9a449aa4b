import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isBlank, isList } from "../value.ts";
import { define } from "./define.ts";
import { isEmpty } from "./empty.ts";
import type { Parts } from "./parts.ts";
import { Places } from "./places.ts";
import type { Place } from "./places.ts";
import { isToHide, redacted, withoutSecrets } from "./secrets.ts";

/** `flat`: `{"tlsDetails.tlsVersion": "TLSv1.3"}`, as in Security Lake. `nested`: as in the record. */
export type UnmappedForm = "flat" | "nested";

/** Whatever the rest of an event does not carry, so that nothing of a record is lost. Nulls and empty texts say nothing. */
export type Unmapped = (fields: JsonObject, parts: Parts) => Record<string, JsonValue> | undefined;

export function createUnmapped(form: UnmappedForm): Unmapped {
  const places = new Places();
  if (form === "nested")
    return (fields, parts) => {
      const rest = nested(fields, places.root, { parts, places });
      return isEmpty(rest) ? undefined : rest;
    };
  return (fields, parts) => {
    const flat: Record<string, string> = {};
    const flattening: Flattening = { flat, size: 0, parts, places };
    flattenObject(fields, places.root, flattening);
    if (flattening.size === 0) return undefined;
    return flattening.size > mostFast ? { ...flat } : flat;
  };
}

/** V8 turns larger objects into tables while they grow, which JSON.stringify is slow with. A copy is none. */
const mostFast = 16;

interface Flattening {
  readonly flat: Record<string, string>;
  size: number;
  readonly parts: Parts;
  readonly places: Places;
}

/**
 * What lies deeper than this path is written as JSON text: each leaf repeats its whole path, and would make an event many
 * times the size of the record.
 */
const maxPathLength = 100;

function flattenObject(object: JsonObject, place: Place, flattening: Flattening): void {
  for (const key in object) {
    const value = object[key];
    if (isVoid(value)) continue;
    const at = flattening.places.below(place, key);
    if (isCarried(value, at, flattening.parts, object)) continue;
    if (at.isSecret && isToHide(value)) put(flattening, at.path, redacted);
    else flatten(value, at, flattening);
  }
}

function flatten(value: JsonValue, at: Place, flattening: Flattening): void {
  if (typeof value !== "object" || value === null) put(flattening, at.path, String(value));
  else if (at.path.length > maxPathLength)
    put(flattening, at.path, JSON.stringify(withoutSecrets(value)));
  else if (isJsonObject(value)) flattenObject(value, at, flattening);
  else if (isList(value)) flattenList(value, flattening.places.itemsOf(at), flattening);
}

function flattenList(list: readonly JsonValue[], at: Place, flattening: Flattening): void {
  for (const item of list) if (!isVoid(item)) flatten(item, at, flattening);
}

/** Values of one path in a list are joined. */
function put(flattening: Flattening, path: string, text: string): void {
  const { flat } = flattening;
  flattening.size += 1;
  if (path === "__proto__") return define(flat, path, text);
  const before = flat[path];
  flat[path] = before === undefined ? text : `${before},${text}`;
}

interface Nesting {
  readonly parts: Parts;
  readonly places: Places;
}

function nested(object: JsonObject, place: Place, nesting: Nesting): Record<string, JsonValue> {
  const rest: Record<string, JsonValue> = {};
  for (const key in object) {
    const value = object[key];
    if (isVoid(value)) continue;
    const at = nesting.places.below(place, key);
    if (isCarried(value, at, nesting.parts, object)) continue;
    const isHidden = at.isSecret && isToHide(value);
    const kept = isHidden ? redacted : nest(value, at, nesting);
    if (!isEmpty(kept)) define(rest, key, kept);
  }
  return rest;
}

function nest(value: JsonValue, at: Place, nesting: Nesting): JsonValue {
  if (!(at.rule instanceof Map)) return withoutSecrets(value);
  if (isList(value)) return value.map((item) => nest(item, at, nesting));
  return isJsonObject(value) ? nested(value, at, nesting) : value;
}

function isVoid(value: JsonValue | undefined): value is undefined | null | "" {
  return value === undefined || value === null || value === "";
}

function isCarried(value: JsonValue, { rule }: Place, parts: Parts, owner: JsonObject): boolean {
  if (rule === undefined) return false;
  if (typeof rule === "function")
    return typeof value !== "object" && !isBlank(value) && rule(String(value), parts, owner);
  return "carriesAll" in rule && rule.carriesAll(parts);
}
