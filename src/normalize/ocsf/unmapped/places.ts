import { flat } from "../../flat.ts";
import { quoted } from "../../json-text.ts";
import { isSecretKey } from "../secrets.ts";
import { carriers } from "./carriers.ts";
import type { Rule } from "./carriers.ts";

/** Where values stand in records: `userIdentity.arn`, or `resources[].ARN` for the items of a list. */
export interface Place {
  readonly path: string;
  /** The path as the name of a member, in JSON. */
  readonly name: string;
  /** Where in the event the value stands already. */
  readonly rule: Rule | undefined;
  readonly isSecret: boolean;
  /** Whether a record can have several values of this path: in lists, or by keys with a dot in them. */
  readonly mayRepeat: boolean;
  readonly key: string;
  readonly below: Map<string, Place>;
  items: Place | undefined;
  /** The member that came after this one the last time. */
  next: Place | undefined;
}

/**
 * Finds places by their keys. Records have the same keys over and over, so the paths are put together once, up to a
 * number of them; then all are forgotten.
 */
export class Places {
  #root = placeAt("", "", carriers, { isSecret: false, mayRepeat: false });
  #known = 0;

  /** The place of a whole record. */
  get root(): Place {
    if (this.#known >= maxKnown) {
      this.#root = placeAt("", "", carriers, { isSecret: false, mayRepeat: false });
      this.#known = 0;
    }
    return this.#root;
  }

  /** The place of a record's member that comes after another, or first, after the root. Mostly it did so before. */
  following(previous: Place, key: string): Place {
    const { next } = previous;
    if (next?.key === key) return next;
    const place = this.below(this.#root, key);
    previous.next = place;
    return place;
  }

  below(place: Place, key: string): Place {
    const known = place.below.get(key);
    if (known !== undefined) return known;
    const path = place.path === "" ? key : `${place.path}.${key}`;
    const rule = place.rule instanceof Map ? place.rule.get(key) : undefined;
    const mayRepeat = place.mayRepeat || key === "" || key.includes(".") || key.includes("[");
    const made = placeAt(path, flat(key), rule, { isSecret: isSecretKey(key), mayRepeat });
    if (path.length <= longest) {
      place.below.set(made.key, made);
      this.#known += 1;
    }
    return made;
  }

  itemsOf(place: Place): Place {
    const { path, rule } = place;
    const ruleOfItems = rule instanceof Map ? rule : undefined;
    place.items ??= placeAt(`${path}[]`, "", ruleOfItems, { isSecret: false, mayRepeat: true });
    return place.items;
  }
}

const maxKnown = 20_000;
/** Longer paths are not kept. */
const longest = 256;

function placeAt(
  path: string,
  key: string,
  rule: Rule | undefined,
  { isSecret, mayRepeat }: Pick<Place, "isSecret" | "mayRepeat">,
): Place {
  return {
    path: flat(path),
    name: flat(`${quoted(path)}:`),
    rule,
    isSecret,
    mayRepeat,
    key,
    below: new Map(),
    items: undefined,
    next: undefined,
  };
}
