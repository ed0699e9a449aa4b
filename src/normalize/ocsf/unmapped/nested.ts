import { isJsonObject } from "../../../event.ts";
import type { JsonObject, JsonValue } from "../../../event.ts";
import { isEmpty, isList } from "../../value.ts";
import { define } from "../define.ts";
import { isToHide, redacted, withoutSecrets } from "../secrets.ts";
import type { Carriers } from "./carriers.ts";
import { leftAt } from "./left.ts";
import { Places } from "./places.ts";
import type { Place } from "./places.ts";
import type { RemainsOf } from "./unmapped.ts";

/** As in the record, without what is carried. */
export function createNested<P>(rules: Carriers<P>): RemainsOf<P> {
  const places = new Places(rules);
  return (members, names, parts) =>
    JSON.stringify(nested(members, names, places.root, { parts, places })).slice(1, -1);
}

interface Nesting<P> {
  readonly parts: P;
  readonly places: Places<P>;
}

function nested<P>(
  object: JsonObject,
  keys: readonly string[],
  place: Place<P>,
  nesting: Nesting<P>,
): Record<string, JsonValue> {
  const rest: Record<string, JsonValue> = {};
  for (const key of keys) {
    const at = nesting.places.below(place, key);
    const value = leftAt(at, object, key, nesting.parts);
    if (value === undefined) continue;
    const isHidden = at.isSecret && isToHide(value);
    const kept = isHidden ? redacted : nest(value, at, nesting);
    if (!isEmpty(kept)) define(rest, key, kept);
  }
  return rest;
}

function nest<P>(value: JsonValue, at: Place<P>, nesting: Nesting<P>): JsonValue {
  if (at.inner === undefined) return withoutSecrets(value);
  if (isList(value)) return value.map((item) => nest(item, at, nesting));
  return isJsonObject(value) ? nested(value, Object.keys(value), at, nesting) : value;
}
