import { factNamed } from "../facts.ts";
import type { Reading } from "../facts.ts";
import { clean, limited } from "./text.ts";

/** What a message can do without, in the order in which it is given up. */
export const payloads = ["response", "request", "resources"] as const;

export type Payload = (typeof payloads)[number];

/** One pair of a message, not yet escaped. */
export interface Attribute {
  readonly key: string;
  readonly value: string;
  /** What the key means in this record, for keys whose name doesn't tell. */
  readonly label?: string;
  /** Wrong when shortened, as a time is: left out instead. */
  readonly whole: boolean;
  readonly payload?: PayloadSize;
}

export interface PayloadSize {
  readonly kind: Payload;
  /** Of the value before any limit. */
  readonly bytes: number;
}

/**
 * A row of a format's table. Rows stand in order of importance. Where several rows have the same key, the first whose
 * fact the record tells has it.
 */
export interface Row {
  readonly key: string;
  /** As for `factNamed`. */
  readonly from: string;
  /** Characters that receivers keep, in UTF-16 code units. */
  readonly max?: number | undefined;
  readonly label?: string | undefined;
  readonly payload?: string | undefined;
  readonly whole?: boolean | undefined;
}

/** Compiles a table. Throws for a fact or payload that doesn't exist. */
export function createAttributes(table: readonly Row[]): (reading: Reading) => Attribute[] {
  const readers = table.map(compile);
  return (reading) => {
    const attributes = new Map<string, Attribute>();
    for (const { key, read } of readers) {
      const attribute = attributes.has(key) ? undefined : read(reading);
      if (attribute !== undefined) attributes.set(key, attribute);
    }
    return [...attributes.values()];
  };
}

interface Reader {
  readonly key: string;
  readonly read: (reading: Reading) => Attribute | undefined;
}

function compile(row: Row): Reader {
  const { key, from, max = Infinity, label, whole = false } = row;
  const fact = factNamed(from);
  const kind = payloadNamed(row.payload);
  const constant = { key, whole, ...(label !== undefined && { label }) };
  return {
    key,
    read: (reading) => {
      const text = clean(fact(reading) ?? "");
      if (text === "") return undefined;
      const attribute = { ...constant, value: limited(text, max) };
      if (kind === undefined) return attribute;
      return { ...attribute, payload: { kind, bytes: Buffer.byteLength(text) } };
    },
  };
}

function payloadNamed(name: string | undefined): Payload | undefined {
  const payload = payloads.find((known) => known === name);
  if (name !== undefined && payload === undefined)
    throw new RangeError(`There is no payload ${name}`);
  return payload;
}
