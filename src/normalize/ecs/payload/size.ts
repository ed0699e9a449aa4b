import { isJsonObject } from "../../../event.ts";
import type { JsonValue } from "../../../event.ts";
import { isList } from "../../value.ts";

/**
 * Elasticsearch refuses a document with a `flattened` field that has a value above 32,766 bytes; in OpenSearch the longest
 * name of a field, 86 bytes, counts with the value.
 */
const maxSize = 32_680;

/** No character of JSON text counts for more than three. */
const smallEnough = maxSize / 3;

/** Whether the JSON text of a `flattened` field is small enough to be indexed. */
export function isIndexable(text: string): boolean {
  return text.length < smallEnough || sizeOf(JSON.parse(text)) < maxSize;
}

/** Characters of keys and values with their punctuation, as Elastic counts them. */
function sizeOf(value: JsonValue): number {
  if (typeof value === "string") return lengthOf(value);
  if (isList(value))
    return value.reduce<number>((sum, item) => sum + sizeOf(item) + ", ".length, 0);
  if (!isJsonObject(value)) return String(value).length;
  let size = 0;
  for (const key in value) size += lengthOf(key) + "=, ".length + sizeOf(value[key] ?? null);
  return size;
}

/** The limit on a single value is in bytes: where a text alone could exceed it, its bytes count. */
function lengthOf(text: string): number {
  return text.length > 8000 ? Buffer.byteLength(text) : text.length;
}
