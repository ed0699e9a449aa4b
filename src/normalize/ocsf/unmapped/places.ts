import { flat } from "../../flat.ts";
import { quoted } from "../../json-text.ts";
import { isSecretKey } from "../secrets.ts";
import type { Carriers, Carries, Rule, Whole } from "./carriers.ts";

/** Where values stand in records: `userIdentity.arn`, or `resources[].ARN` for the items of a list. */
export interface Place<P> {
  readonly path: string;
  /** The path as the name of a member, in JSON. */
  readonly name: string;
  /** Whether the value stands in the event already: tells a rule for its text, or for all of it. */
  readonly carries: Carries<P> | undefined;
  readonly carriesAll: Whole<P>["carriesAll"] | undefined;
  /** The rules for what lies in it. */
  readonly inner: Carriers<P> | undefined;
  readonly isSecret: boolean;
  /** Whether a record can have several values of this path: in lists, or by keys with a dot in them. */
  readonly mayRepeat: boolean;
  readonly key: string;
  readonly below: Map<string, Place<P>>;
  items: Place<P> | undefined;
  /** The member that came after this one the last time. */
  next: Place<P> | undefined;
}

/**
 * Finds places by their keys. Records have the same keys over and over, so the paths are put together once, up to a
 * number of them; then all are forgotten.
 */
export class Places<P> {
  readonly #carriers: Carriers<P>;
  #root: Place<P>;
  #known = 0;

  constructor(carriers: Carriers<P>) {
    this.#carriers = carriers;
    this.#root = rootOf(carriers);
  }

  /** The place of a whole record. */
  get root(): Place<P> {
    if (this.#known >= maxKnown) {
      this.#root = rootOf(this.#carriers);
      this.#known = 0;
    }
    return this.#root;
  }

  /** The place of a record's member that comes after another, or first, after the root. Mostly it did so before. */
  following(previous: Place<P>, key: string): Place<P> {
    const { next } = previous;
    if (next?.key === key) return next;
    const place = this.below(this.#root, key);
    previous.next = place;
    return place;
  }

  below(place: Place<P>, key: string): Place<P> {
    const known = place.below.get(key);
    if (known !== undefined) return known;
    const path = place.path === "" ? key : `${place.path}.${key}`;
    const made = placeAt(path, flat(key), place.inner?.get(key), {
      isSecret: isSecretKey(key),
      mayRepeat: place.mayRepeat || key === "" || key.includes(".") || key.includes("["),
    });
    if (path.length <= longest) {
      place.below.set(made.key, made);
      this.#known += 1;
    }
    return made;
  }

  itemsOf(place: Place<P>): Place<P> {
    place.items ??= placeAt(`${place.path}[]`, "", place.inner, ofItems);
    return place.items;
  }
}

/** A place takes about 500 bytes. */
const maxKnown = 4000;
/** Longer paths are not kept. */
const longest = 256;
const ofItems = { isSecret: false, mayRepeat: true };

function rootOf<P>(carriers: Carriers<P>): Place<P> {
  return placeAt("", "", carriers, { isSecret: false, mayRepeat: false });
}

function placeAt<P>(
  path: string,
  key: string,
  rule: Rule<P> | undefined,
  { isSecret, mayRepeat }: Pick<Place<P>, "isSecret" | "mayRepeat">,
): Place<P> {
  return {
    path: flat(path),
    name: flat(`${quoted(path)}:`),
    carries: typeof rule === "function" ? rule : undefined,
    carriesAll: rule !== undefined && "carriesAll" in rule ? rule.carriesAll : undefined,
    inner: rule instanceof Map ? rule : undefined,
    isSecret,
    mayRepeat,
    key,
    below: new Map(),
    items: undefined,
    next: undefined,
  };
}
