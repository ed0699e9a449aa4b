import { isJsonObject } from "../../../event.ts";
import type { JsonObject, JsonValue } from "../../../event.ts";
import { quoted } from "../../json-text.ts";
import { isList } from "../../value.ts";
import type { Parts } from "../parts.ts";
import type { Reading } from "../reading.ts";
import { isToHide, redacted, withoutSecrets } from "../secrets.ts";
import { isCarried } from "./carriers.ts";
import { DistinctLeftovers, JoinedLeftovers } from "./leftovers.ts";
import type { Leftovers } from "./leftovers.ts";
import { Places } from "./places.ts";
import type { Place } from "./places.ts";
import { createRepeating } from "./repeating.ts";
import type { Unmapped } from "./unmapped.ts";
import { isVoid } from "./void.ts";

/** Under dotted keys, as texts. */
export function createFlattened(): Unmapped {
  const places = new Places();
  const repeating = createRepeating();
  return (reading, parts) => {
    const { fields, record } = reading;
    const leftovers = new DistinctLeftovers();
    const flattening: Flattening = { leftovers, parts, places };
    let place = places.root;
    for (const name of record.names) {
      place = places.following(place, name);
      const leftOf = place.rule instanceof Map ? repeating.get(name) : undefined;
      if (leftOf === undefined) flattenMember(fields, name, place, flattening);
      else leftovers.addAll(leftOf(reading, parts, flattenInto(place)));
    }
    const members = leftovers.mayRepeat ? joined(reading, parts, places) : leftovers.members;
    return members === "" ? undefined : `{${members}}`;

    function flattenInto(at: Place): (into: Leftovers) => void {
      return (into) => flattenMember(fields, at.key, at, { leftovers: into, parts, places });
    }
  };
}

/** All over again: that is rare, and spares most records a search for paths that come again. */
function joined({ fields, record }: Reading, parts: Parts, places: Places): string {
  const leftovers = new JoinedLeftovers();
  for (const name of record.names) {
    flattenMember(fields, name, places.below(places.root, name), { leftovers, parts, places });
  }
  return leftovers.members;
}

interface Flattening {
  readonly leftovers: Leftovers;
  readonly parts: Parts;
  readonly places: Places;
}

/**
 * What lies deeper than this path is written as JSON text: each leaf repeats its whole path, and would make an event many
 * times the size of the record.
 */
const maxPathLength = 100;

function flattenMember(object: JsonObject, key: string, at: Place, flattening: Flattening): void {
  const value = object[key];
  if (isVoid(value) || isCarried(value, at.rule, flattening.parts, object)) return;
  if (at.isSecret && isToHide(value)) flattening.leftovers.add(at, hiddenText);
  else flatten(value, at, flattening);
}

const hiddenText = quoted(redacted);

function flatten(value: JsonValue, at: Place, flattening: Flattening): void {
  if (typeof value === "string") flattening.leftovers.add(at, quoted(value));
  else if (typeof value !== "object" || value === null) flattening.leftovers.add(at, `"${value}"`);
  else if (at.path.length > maxPathLength)
    flattening.leftovers.add(at, quoted(JSON.stringify(withoutSecrets(value))));
  else if (isJsonObject(value)) flattenObject(value, at, flattening);
  else if (isList(value)) flattenList(value, flattening.places.itemsOf(at), flattening);
}

function flattenObject(object: JsonObject, place: Place, flattening: Flattening): void {
  for (const key in object) {
    flattenMember(object, key, flattening.places.below(place, key), flattening);
  }
}

function flattenList(list: readonly JsonValue[], at: Place, flattening: Flattening): void {
  for (const item of list) if (!isVoid(item)) flatten(item, at, flattening);
}
