import { isJsonObject } from "../../../event.ts";
import type { JsonObject, JsonValue } from "../../../event.ts";
import { isEmpty, isList } from "../../value.ts";
import { define } from "../define.ts";
import type { Parts } from "../parts.ts";
import { isToHide, redacted, withoutSecrets } from "../secrets.ts";
import { isCarried } from "./carriers.ts";
import { Places } from "./places.ts";
import type { Place } from "./places.ts";
import type { Unmapped } from "./unmapped.ts";
import { isVoid } from "./void.ts";

/** As in the record, without what is carried. */
export function createNested(): Unmapped {
  const places = new Places();
  return ({ fields, record }, parts) => {
    const rest = nested(fields, record.names, places.root, { parts, places });
    return isEmpty(rest) ? undefined : JSON.stringify(rest);
  };
}

interface Nesting {
  readonly parts: Parts;
  readonly places: Places;
}

function nested(
  object: JsonObject,
  keys: readonly string[],
  place: Place,
  nesting: Nesting,
): Record<string, JsonValue> {
  const rest: Record<string, JsonValue> = {};
  for (const key of keys) {
    const value = object[key];
    if (isVoid(value)) continue;
    const at = nesting.places.below(place, key);
    if (isCarried(value, at.rule, nesting.parts, object)) continue;
    const isHidden = at.isSecret && isToHide(value);
    const kept = isHidden ? redacted : nest(value, at, nesting);
    if (!isEmpty(kept)) define(rest, key, kept);
  }
  return rest;
}

function nest(value: JsonValue, at: Place, nesting: Nesting): JsonValue {
  if (!(at.rule instanceof Map)) return withoutSecrets(value);
  if (isList(value)) return value.map((item) => nest(item, at, nesting));
  return isJsonObject(value) ? nested(value, Object.keys(value), at, nesting) : value;
}
