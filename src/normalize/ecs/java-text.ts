/**
 * Payloads as Java prints its maps, which is what published rules search with wildcards: `{acl=y, tags=[a, b]}`.
 * The order of keys is part of that text. It is the one of Java's HashMap: by bucket, and as they came within one.
 */
import type { JsonObject, JsonValue } from "../../event.ts";
import { memo } from "../memo.ts";
import { isBlank, isList } from "../value.ts";

/**
 * Without null, "", "-" and "none", and without what is empty then, at any depth; undefined where nothing is left.
 * JSON.parse has rounded integers beyond 2^53 and made 1.0 an integer: they differ from Java's text.
 */
export function javaTextOf(value: JsonValue | undefined): string | undefined {
  const text = textOf(value);
  return text === "" ? undefined : text;
}

/** Empty, where there is nothing to say. */
function textOf(value: JsonValue | undefined): string {
  if (isBlank(value)) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return javaNumber(value);
  if (typeof value === "boolean") return String(value);
  return isList(value) ? listText(value) : mapText(value);
}

function listText(list: readonly JsonValue[]): string {
  let items = "";
  for (const value of list) {
    const text = textOf(value);
    if (text !== "") items += items === "" ? `[${text}` : `, ${text}`;
  }
  return items === "" ? "" : `${items}]`;
}

function mapText(map: JsonObject): string {
  let entries = "";
  for (const key of inBucketOrder(Object.keys(map))) {
    const text = textOf(map[key]);
    if (text !== "") entries += entries === "" ? `{${key}=${text}` : `, ${key}=${text}`;
  }
  return entries === "" ? "" : `${entries}}`;
}

/**
 * The table has grown for all keys before those without a value are taken out, and never shrinks.
 * Sorts in place, by insertion: most maps have a handful of keys.
 */
function inBucketOrder(keys: string[]): readonly string[] {
  if (keys.length < 2) return keys;
  if (keys.length > 100) return sortedByBucket(keys);
  const mask = bucketsFor(keys.length) - 1;
  const buckets: number[] = [];
  for (const key of keys) {
    const bucket = spreadHash(key) & mask;
    let at = buckets.length;
    for (; at > 0 && (buckets[at - 1] ?? 0) > bucket; at -= 1) {
      buckets[at] = buckets[at - 1] ?? 0;
      keys[at] = keys[at - 1] ?? "";
    }
    buckets[at] = bucket;
    keys[at] = key;
  }
  return keys;
}

function sortedByBucket(keys: readonly string[]): readonly string[] {
  const mask = bucketsFor(keys.length) - 1;
  const ranked = keys.map((key) => ({ key, bucket: spreadHash(key) & mask }));
  return ranked.sort((a, b) => a.bucket - b.bucket).map(({ key }) => key);
}

function bucketsFor(size: number): number {
  let buckets = 16;
  while (size > buckets * 0.75) buckets *= 2;
  return buckets;
}

/** String.hashCode, and what HashMap makes of it. */
const spreadHash = memo(5000, (key) => {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 16);
});

/** Double.toString for what is no integer: with an exponent below 0.001 and from 10^7, and always a digit after the point. */
function javaNumber(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e21))
    return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return String(value);
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${exponent.replace("+", "")}`;
}
