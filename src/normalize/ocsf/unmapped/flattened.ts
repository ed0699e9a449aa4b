import { isJsonObject } from "../../../event.ts";
import type { JsonObject, JsonValue } from "../../../event.ts";
import { quoted } from "../../json-text.ts";
import { isList } from "../../value.ts";
import { isToHide, redacted, withoutSecrets } from "../secrets.ts";
import type { Carriers } from "./carriers.ts";
import { DistinctLeftovers, JoinedLeftovers } from "./leftovers.ts";
import type { Leftovers } from "./leftovers.ts";
import { leftAt } from "./left.ts";
import { Places } from "./places.ts";
import type { Place } from "./places.ts";
import type { RemainsOf } from "./unmapped.ts";
import { isVoid } from "./void.ts";

/** Under dotted keys, as texts. */
export function createFlattened<P>(rules: Carriers<P>): RemainsOf<P> {
  const places = new Places(rules);
  return (members, names, parts) => {
    const distinct = new DistinctLeftovers();
    flattenMembers(members, names, { leftovers: distinct, parts, places });
    if (!distinct.mayRepeat) return distinct.members;
    // All over again: that is rare, and spares most records a search for paths that come again.
    const joined = new JoinedLeftovers();
    flattenMembers(members, names, { leftovers: joined, parts, places });
    return joined.members;
  };
}

interface Flattening<P> {
  readonly leftovers: Leftovers;
  readonly parts: P;
  readonly places: Places<P>;
}

function flattenMembers<P>(
  members: JsonObject,
  names: readonly string[],
  flattening: Flattening<P>,
): void {
  const { places } = flattening;
  let place = places.root;
  for (const name of names) {
    place = places.following(place, name);
    flattenMember(members, name, place, flattening);
  }
}

/**
 * What lies deeper than this path is written as JSON text: each leaf repeats its whole path, and would make an event many
 * times the size of the record.
 */
const maxPathLength = 100;

function flattenMember<P>(
  object: JsonObject,
  key: string,
  at: Place<P>,
  flattening: Flattening<P>,
): void {
  const value = leftAt(at, object, key, flattening.parts);
  if (value === undefined) return;
  if (at.isSecret && isToHide(value)) flattening.leftovers.add(at, hiddenText);
  else flatten(value, at, flattening);
}

const hiddenText = quoted(redacted);

function flatten<P>(value: JsonValue, at: Place<P>, flattening: Flattening<P>): void {
  if (typeof value === "string") flattening.leftovers.add(at, quoted(value));
  else if (typeof value !== "object" || value === null) flattening.leftovers.add(at, `"${value}"`);
  else if (at.path.length > maxPathLength)
    flattening.leftovers.add(at, quoted(JSON.stringify(withoutSecrets(value))));
  else if (isJsonObject(value)) flattenObject(value, at, flattening);
  else if (isList(value)) flattenList(value, flattening.places.itemsOf(at), flattening);
}

function flattenObject<P>(object: JsonObject, place: Place<P>, flattening: Flattening<P>): void {
  for (const key in object) {
    flattenMember(object, key, flattening.places.below(place, key), flattening);
  }
}

function flattenList<P>(list: readonly JsonValue[], at: Place<P>, flattening: Flattening<P>): void {
  for (const item of list) if (!isVoid(item)) flatten(item, at, flattening);
}
