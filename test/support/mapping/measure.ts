/**
 * What each field of a format is made of, found out by changing one value of a record at a time and looking at which
 * fields change with it.
 */
import { isJsonObject } from "../../../src/event.ts";
import type { JsonObject, JsonValue } from "../../../src/event.ts";
import { changesOf } from "./changes.ts";
import { leavesOf, withValue } from "./leaves.ts";
import type { Leaf } from "./leaves.ts";

/** What a format makes of a record. */
export interface Result {
  /** The values of each field: several where each item of a list has the field. */
  readonly fields: ReadonlyMap<string, readonly JsonValue[]>;
  /** Results of different kinds have other fields for other reasons than a single value. */
  readonly kind: string;
}

export type ResultOf = (input: JsonObject) => Result;

export interface Measured {
  /** As JSON. */
  readonly values: Set<string>;
  readonly kinds: Set<string>;
  /** Paths of the record whose value shows in the field. */
  readonly sources: Set<string>;
  /** Paths of the record that decide whether the field is there. */
  readonly conditions: Set<string>;
  /** Paths of the records that have the field: what it could have been made of. */
  readonly candidates: Set<string>;
}

export type Measurement = ReadonlyMap<string, Measured>;

export function measure(inputs: readonly JsonObject[], resultOf: ResultOf): Measurement {
  const fields = new Map<string, Measured>();
  for (const input of inputs) {
    const before = resultOf(input);
    const leaves = leavesOf(input);
    note(before, leaves, fields);
    for (const { path, keys, value } of leaves) {
      for (const other of [...changesOf(value), null]) {
        const changed = withValue(input, keys, other);
        if (isJsonObject(changed))
          compare(before, resultOf(changed), { path, value: other }, fields);
      }
    }
  }
  return fields;
}

/** Which fields there are, without what they are made of. */
export function survey(inputs: readonly JsonObject[], resultOf: ResultOf): Measurement {
  const fields = new Map<string, Measured>();
  for (const input of inputs) note(resultOf(input), [], fields);
  return fields;
}

function note(result: Result, leaves: readonly Leaf[], fields: Map<string, Measured>): void {
  for (const [path, values] of result.fields) {
    const field = fields.get(path) ?? nothingYet();
    fields.set(path, field);
    field.kinds.add(result.kind);
    for (const value of values) field.values.add(JSON.stringify(value));
    for (const leaf of leaves) field.candidates.add(leaf.path);
  }
}

function nothingYet(): Measured {
  return {
    values: new Set(),
    kinds: new Set(),
    sources: new Set(),
    conditions: new Set(),
    candidates: new Set(),
  };
}

/** One value of the record, and what it was changed to. */
interface Change {
  readonly path: string;
  readonly value: JsonValue;
}

function compare(
  before: Result,
  after: Result,
  change: Change,
  fields: Map<string, Measured>,
): void {
  const isSameKind = before.kind === after.kind;
  for (const [path, field] of fields) {
    const old = valuesAt(before, path);
    const now = valuesAt(after, path);
    if (isEqual(old, now)) continue;
    const isComparable = isSameKind || !path.includes("[]");
    if (isComparable && isSource(change, old, now)) field.sources.add(change.path);
    else if (isSameKind && change.value !== null) field.conditions.add(change.path);
  }
}

function valuesAt({ fields }: Result, path: string): readonly JsonValue[] {
  return fields.get(path) ?? [];
}

/**
 * A value went and another one came. Or the changed value shows in a field that wasn't there: a host's name is one only
 * with another ending.
 */
function isSource(
  { value }: Change,
  old: readonly JsonValue[],
  now: readonly JsonValue[],
): boolean {
  const shows = typeof value === "string" && now.includes(value);
  return shows || (hasOther(old, now) && hasOther(now, old));
}

function isEqual(values: readonly JsonValue[], others: readonly JsonValue[]): boolean {
  return (
    values.length === others.length &&
    values.every((value, at) => isSame(value, others[at] ?? null))
  );
}

/** Whether one of the values is not among the others. */
function hasOther(values: readonly JsonValue[], others: readonly JsonValue[]): boolean {
  return values.some((value) => !others.some((other) => isSame(value, other)));
}

function isSame(value: JsonValue, other: JsonValue): boolean {
  if (typeof value !== "object" || typeof other !== "object") return value === other;
  return JSON.stringify(value) === JSON.stringify(other);
}

/** The JSON type of values that are JSON. */
export function typesOf(values: Iterable<string>): readonly string[] {
  return [...new Set([...values].map((value) => typeOf(JSON.parse(value))))].sort();
}

function typeOf(value: JsonValue): string {
  if (Array.isArray(value)) return "list";
  return typeof value === "string" ? "text" : typeof value;
}
