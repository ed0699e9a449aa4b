import { flat } from "../flat.ts";
import { carriers } from "./carriers.ts";
import type { Rule } from "./carriers.ts";
import { isSecretKey } from "./secrets.ts";

/** Where values stand in records: `userIdentity.arn`, or `resources[].ARN` for the items of a list. */
export interface Place {
  readonly path: string;
  /** Where in the event the value stands already. */
  readonly rule: Rule | undefined;
  readonly isSecret: boolean;
  readonly below: Map<string, Place>;
  items: Place | undefined;
}

/**
 * Finds places by their keys. Records have the same keys over and over, so the paths are put together once, up to a
 * number of them; then all are forgotten.
 */
export class Places {
  #root = placeAt("", carriers, false);
  #known = 0;

  /** The place of a whole record. */
  get root(): Place {
    if (this.#known >= maxKnown) {
      this.#root = placeAt("", carriers, false);
      this.#known = 0;
    }
    return this.#root;
  }

  below(place: Place, key: string): Place {
    const known = place.below.get(key);
    if (known !== undefined) return known;
    const path = place.path === "" ? key : `${place.path}.${key}`;
    const rule = place.rule instanceof Map ? place.rule.get(key) : undefined;
    const made = placeAt(path, rule, isSecretKey(key));
    if (path.length <= longest) {
      place.below.set(key, made);
      this.#known += 1;
    }
    return made;
  }

  itemsOf(place: Place): Place {
    place.items ??= placeAt(`${place.path}[]`, place.rule, false);
    return place.items;
  }
}

const maxKnown = 20_000;
/** Longer paths are not kept. */
const longest = 256;

function placeAt(path: string, rule: Rule | undefined, isSecret: boolean): Place {
  return { path: flat(path), rule, isSecret, below: new Map(), items: undefined };
}
