import { factNamed } from "../facts.ts";
import type { Fact, Reading } from "../facts.ts";
import { clean, isPlain, limited } from "./text.ts";

/** What a message can do without, in the order in which it is given up. */
export const payloads = ["response", "request", "resources"] as const;

export type Payload = (typeof payloads)[number];

/** One pair of a message, not yet escaped. */
export interface Attribute {
  readonly row: Row;
  readonly value: string;
  /** As for `isPlain`. */
  readonly plain: boolean;
  /** Wrong when shortened, as a time is: left out instead. */
  readonly whole: boolean;
  /** As it was before any limit. */
  readonly text: string;
}

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

/** Where one key gets its value. */
export interface Slot {
  /** As those of a fact. */
  readonly members: readonly string[];
  readonly read: (reading: Reading) => Attribute | undefined;
}

/** Compiles a table. Throws for a fact or payload that doesn't exist. */
export function createSlots(table: readonly Row[]): readonly Slot[] {
  const keys = Map.groupBy(table, ({ key }) => key);
  return Array.from(keys.values(), (rows) => slotOf(rows.map(compile)));
}

export function attributesOf(slots: readonly Slot[], reading: Reading): readonly Attribute[] {
  const attributes: Attribute[] = [];
  for (const slot of slots) {
    const attribute = slot.read(reading);
    if (attribute !== undefined) attributes.push(attribute);
  }
  return attributes;
}

function slotOf(readers: readonly Reader[]): Slot {
  return {
    members: readers.flatMap(({ fact }) => fact.members),
    read(reading) {
      for (const reader of readers) {
        const text = reader.fact.read(reading);
        const attribute = text === undefined ? undefined : attributeOf(text, reader);
        if (attribute !== undefined) return attribute;
      }
      return undefined;
    },
  };
}

interface Reader {
  readonly row: Row;
  readonly fact: Fact;
  readonly max: number;
  readonly whole: boolean;
}

function compile(row: Row): Reader {
  const { from, max = Infinity, payload, whole = false } = row;
  if (payload !== undefined && !payloads.some((known) => known === payload))
    throw new RangeError(`There is no payload ${payload}`);
  return { row, fact: factNamed(from), max, whole };
}

function attributeOf(told: string, { row, max, whole }: Reader): Attribute | undefined {
  const plain = isPlain(told);
  const text = plain ? told : clean(told);
  if (text === "") return undefined;
  const value = limited(text, max);
  return { row, value, plain: plain && text.length <= max, whole, text };
}
