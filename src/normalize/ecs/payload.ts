/**
 * The parts of a record that have no schema, made fit for a `flattened` field: one field for the whole tree,
 * so that keys without end can't explode the index. Integers beyond 2^53 are rounded by JSON.parse;
 * `event.original` has them exactly.
 */
import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { printed } from "../json-text.ts";
import { isBlank, isList } from "../value.ts";

/**
 * Elasticsearch refuses a document with a `flattened` field that is deeper, or that has a value above 32,766 bytes; in
 * OpenSearch the longest name of a field, 86 bytes, counts with the value.
 */
const maxLevels = 20;
const maxSize = 32_680;

interface Tally {
  /** Characters of keys and values with their punctuation, as Elastic counts them. */
  size: number;
  /** The same as JSON without blanks and escapes: no other spelling is as short, but for numbers with exponents. */
  compact: number;
}

/**
 * An object without null, "", "-" and "none", and without what is empty then, at any depth. Undefined where nothing is
 * left, where it is too large to be indexed, and for any other value. Parts that need no change are shared with the
 * record, which stays as it was.
 */
export function flattened(value: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(value) ? sweptPayload(value, { size: 0, compact: 0 }) : undefined;
}

/**
 * `flattened` as JSON text. It is a copy of the source, where that has the length of the compact spelling: then nothing
 * was swept, no key is there twice, and no line feed between them.
 */
export function flattenedText(
  value: JsonValue | undefined,
  source: string | undefined,
): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const tally: Tally = { size: 0, compact: 0 };
  const swept = sweptPayload(value, tally);
  return swept === value && source?.length === tally.compact ? source : printed(swept);
}

function sweptPayload(payload: JsonObject, tally: Tally): JsonObject | undefined {
  const swept = sweptObject(payload, 1, tally);
  return tally.size < maxSize ? swept : undefined;
}

function sweptValue(
  value: JsonValue | undefined,
  level: number,
  tally: Tally,
): JsonValue | undefined {
  if (isBlank(value)) return undefined;
  if (typeof value === "string") {
    tally.size += lengthOf(value);
    tally.compact += value.length + '""'.length;
    return value;
  }
  if (typeof value !== "object") {
    const { length } = String(value);
    tally.size += length;
    tally.compact += mayHaveExponent(value) ? Number.NaN : length;
    return value;
  }
  if (level === maxLevels) return sweptValue(JSON.stringify(value), level, tally);
  return isList(value) ? sweptList(value, level + 1, tally) : sweptObject(value, level + 1, tally);
}

function sweptObject(object: JsonObject, level: number, tally: Tally): JsonObject | undefined {
  let kept: [string, JsonValue][] | undefined;
  let count = 0;
  for (const key in object) {
    const name = indexable(key);
    const value = object[key];
    const swept = sweptValue(value, level, tally);
    if (swept !== value || name !== key) kept ??= Object.entries(object).slice(0, count);
    count += 1;
    if (swept === undefined) continue;
    tally.size += lengthOf(name) + "=, ".length;
    tally.compact += name.length + '"":,'.length;
    kept?.push([name, swept]);
  }
  tally.compact += "{}".length - ",".length;
  if (kept !== undefined) return kept.length === 0 ? undefined : Object.fromEntries(kept);
  return count === 0 ? undefined : object;
}

/** `1e3` is shorter than 1000, and `1e-3` than 0.001. */
function mayHaveExponent(value: number | boolean): boolean {
  return typeof value === "number" && (value % 1000 === 0 ? value !== 0 : !Number.isInteger(value));
}

/** Elasticsearch ends the name of a key at a NUL character, and refuses names that have one. */
function indexable(key: string): string {
  return key.includes("\0") ? key.replaceAll("\0", "\ufffd") : key;
}

function sweptList(
  list: readonly JsonValue[],
  level: number,
  tally: Tally,
): readonly JsonValue[] | undefined {
  let kept: JsonValue[] | undefined;
  let at = 0;
  for (const value of list) {
    const swept = sweptValue(value, level, tally);
    if (swept !== value) kept ??= list.slice(0, at);
    at += 1;
    if (swept === undefined) continue;
    tally.size += ", ".length;
    tally.compact += ",".length;
    kept?.push(swept);
  }
  tally.compact += "[]".length - ",".length;
  const swept = kept ?? list;
  return swept.length === 0 ? undefined : swept;
}

/** The limit on a single value is in bytes: where a text alone could exceed it, its bytes count. */
function lengthOf(text: string): number {
  return text.length > 8000 ? Buffer.byteLength(text) : text.length;
}
