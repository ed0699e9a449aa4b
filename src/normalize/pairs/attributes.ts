import { factNamed } from "../facts.ts";
import type { Fact, Reading } from "../facts.ts";
import type { Syntax } from "./syntax.ts";
import { clean, limited } from "./text.ts";

/** What a message can do without, in the order in which it is given up. */
export const payloads = ["response", "request", "resources"] as const;

export type Payload = (typeof payloads)[number];

/**
 * A row of a format's table. Rows stand in order of importance, those of one key together: the first of them whose fact
 * the record tells has the key.
 */
export interface Row {
  readonly key: string;
  /** As for `factNamed`. */
  readonly from: string;
  /** Characters that receivers keep, in UTF-16 code units. */
  readonly max?: number | undefined;
  /** What the key means in this record, for keys whose name doesn't tell. */
  readonly label?: string | undefined;
  readonly payload?: string | undefined;
  readonly whole?: boolean | undefined;
}

/** A row, ready to be written. */
export interface Pair {
  readonly fact: Fact;
  readonly max: number;
  readonly payload: string | undefined;
  /** Wrong when shortened, as a time is: left out instead. */
  readonly whole: boolean;
  /** What stands before the value, `cs4=`, and behind it, where the key needs a label. */
  readonly before: string;
  readonly after: string;
}

/** A pair of a message with its value, not yet escaped. */
export interface Attribute {
  readonly pair: Pair;
  readonly value: string;
  readonly whole: boolean;
  /** As it was before any limit. */
  readonly text: string;
}

/** Where one key gets its value. */
export interface Slot {
  /** As those of a fact. */
  readonly members: readonly string[];
  readonly pairs: readonly Pair[];
}

/** Compiles a table. Throws for a fact or payload that doesn't exist. */
export function createSlots(table: readonly Row[], syntax: Syntax): readonly Slot[] {
  const keys = Map.groupBy(table, ({ key }) => key);
  return Array.from(keys.values(), (rows) => {
    const pairs = rows.map((row) => compile(row, syntax));
    return { members: pairs.flatMap(({ fact }) => fact.members), pairs };
  });
}

/** Without those of which the record tells nothing. */
export function attributesOf(slots: readonly Slot[], reading: Reading): readonly Attribute[] {
  const attributes: Attribute[] = [];
  for (const slot of slots) {
    const attribute = attributeOf(slot, reading);
    if (attribute !== undefined) attributes.push(attribute);
  }
  return attributes;
}

/** Undefined where the record tells nothing for the key. */
export function attributeOf({ pairs }: Slot, reading: Reading): Attribute | undefined {
  for (const pair of pairs) {
    const told = pair.fact.read(reading);
    if (told === undefined) continue;
    const text = clean(told);
    if (text !== "") return { pair, value: limited(text, pair.max), whole: pair.whole, text };
  }
  return undefined;
}

function compile(row: Row, { delimiter, escape }: Syntax): Pair {
  const { key, from, label, max = Infinity, payload, whole = false } = row;
  if (payload !== undefined && !payloads.some((known) => known === payload))
    throw new RangeError(`There is no payload ${payload}`);
  const after = label === undefined ? "" : `${delimiter}${key}Label=${escape(label)}`;
  return { fact: factNamed(from), max, payload, whole, before: `${key}=`, after };
}
