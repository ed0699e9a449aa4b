import type { JsonValue } from "../event.ts";

/**
 * Texts that come again and again, like the names of services, regions and user agents, as the same string each time:
 * comparing some bytes costs a quarter of making a string, which would be garbage soon, and V8 remembers the hash of the
 * one that is kept. Of texts that share a slot the last one is kept.
 */
interface Kept {
  readonly bytes: Uint8Array;
  readonly text: string;
}

const slots = 1024;
const longest = 160;
const nothing: Kept = { bytes: new Uint8Array(), text: "" };
const kept: Kept[] = Array.from({ length: slots }, () => nothing);

/** The UTF-8 text between two positions. */
export function recurringText(chunk: Buffer, from: number, to: number): string {
  const length = to - from;
  if (length > longest) return chunk.toString("utf8", from, to);
  const slot = slotOf(chunk, from, length);
  const known = kept[slot] ?? nothing;
  if (isSame(known.bytes, chunk, from, length)) return known.text;
  const text = chunk.toString("utf8", from, to);
  kept[slot] = { bytes: Uint8Array.prototype.slice.call(chunk, from, to), text };
  return text;
}

interface KeptValue {
  readonly bytes: Uint8Array;
  readonly value: JsonValue;
}

/** Identities are told in some hundred bytes, sessions in up to two thousand. */
const longestValue = 2048;
const keptValues: (KeptValue | undefined)[] = Array.from({ length: slots }, () => undefined);

/** The JSON value between two positions, parsed once while it keeps its slot: nobody may change it. */
export function recurringValue(
  chunk: Buffer,
  { from, to }: { readonly from: number; readonly to: number },
  parse: () => JsonValue,
): JsonValue {
  const length = to - from;
  if (length > longestValue) return parse();
  const slot = slotOf(chunk, from, length);
  const known = keptValues[slot];
  if (known !== undefined && chunk.compare(known.bytes, 0, known.bytes.length, from, to) === 0)
    return known.value;
  const value = parse();
  keptValues[slot] = { bytes: Uint8Array.prototype.slice.call(chunk, from, to), value };
  return value;
}

function isSame(bytes: Uint8Array, chunk: Buffer, from: number, length: number): boolean {
  if (bytes.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (bytes[at] !== chunk[from + at]) return false;
  return true;
}

function slotOf(chunk: Buffer, from: number, length: number): number {
  let hash = length;
  const step = (length >>> 5) + 1;
  for (let at = from; at < from + length; at += step) hash = (hash * 31 + (chunk[at] ?? 0)) | 0;
  return (hash ^ (hash >>> 10)) & (slots - 1);
}
