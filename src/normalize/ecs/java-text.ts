/**
 * Payloads as Java prints its maps, which is what published rules search with wildcards: `{acl=y, tags=[a, b]}`.
 * The order of keys is part of that text. It is the one of Java's HashMap: by bucket, and as they came within one.
 */
import type { JsonObject, JsonValue } from "../../event.ts";
import { isBlank, isList } from "../value.ts";

/**
 * Without null, "", "-" and "none", and without what is empty then, at any depth; undefined where nothing is left.
 * JSON.parse has rounded integers beyond 2^53 and made 1.0 an integer: they differ from Java's text.
 */
export function javaTextOf(value: JsonValue): string | undefined {
  if (isBlank(value)) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number") return javaNumber(value);
  if (typeof value === "boolean") return String(value);
  return isList(value) ? listText(value) : mapText(value);
}

function listText(list: readonly JsonValue[]): string | undefined {
  let items = "";
  for (const value of list) {
    const text = javaTextOf(value);
    if (text !== undefined) items += items === "" ? text : `, ${text}`;
  }
  return items === "" ? undefined : `[${items}]`;
}

function mapText(map: JsonObject): string | undefined {
  let entries = "";
  for (const key of inBucketOrder(Object.keys(map))) {
    const text = javaTextOf(map[key] ?? null);
    if (text !== undefined) entries += entries === "" ? `${key}=${text}` : `, ${key}=${text}`;
  }
  return entries === "" ? undefined : `{${entries}}`;
}

/** The table has grown for all keys before those without a value are taken out, and never shrinks. */
function inBucketOrder(keys: readonly string[]): readonly string[] {
  if (keys.length < 2) return keys;
  let buckets = 16;
  while (keys.length > buckets * 0.75) buckets *= 2;
  const ranks = new Float64Array(keys.length);
  for (const [at, key] of keys.entries()) ranks[at] = bucketOf(key, buckets) * keys.length + at;
  const ordered: string[] = [];
  for (const rank of ranks.sort()) ordered.push(keys[rank % keys.length] ?? "");
  return ordered;
}

/** String.hashCode, and what HashMap makes of it. */
function bucketOf(key: string, buckets: number): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 16)) & (buckets - 1);
}

/** Double.toString for what is no integer: with an exponent below 0.001 and from 10^7, and always a digit after the point. */
function javaNumber(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e21))
    return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return String(value);
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${exponent.replace("+", "")}`;
}
