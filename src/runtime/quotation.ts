import { isUtf8 } from "node:buffer";
import type { Slice } from "./slice.ts";

/**
 * A text with bytes in it that stand there as a JSON string: `before`, the string, `after`. The string is written straight
 * into its place; as a text of the heap it would have to be copied two more times, and be collected.
 */
export class Quotation {
  readonly before: string;
  readonly quoted: Slice;
  readonly after: string;

  constructor(before: string, quoted: Slice, after: string) {
    this.before = before;
    this.quoted = quoted;
    this.after = after;
  }

  /** No fewer than the text has characters. */
  get mostLength(): number {
    const { before, quoted, after } = this;
    return before.length + quoted.byteLength * longestEscape.length + quotes + after.length;
  }

  toString(): string {
    return this.before + JSON.stringify(this.quoted.toString()) + this.after;
  }
}

const longestEscape = "\\u0000";
const quotes = 2;

/** The most that `writeQuoted` touches for so many bytes: it writes four at a time, also where fewer are left. */
export function roomForQuoted(bytes: number): number {
  return bytes * 2 + quotes + 4;
}

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;

/**
 * Writes bytes as the JSON string that JSON.stringify would make of their text, and tells where it ends. -1 where there
 * are control characters or no UTF-8 among them, of which JSON records have none: only JSON.stringify knows what becomes
 * of those.
 */
export function writeQuoted({ chunk, start, end }: Slice, target: DataView, at: number): number {
  if (escapedPairs[0] === 0) fillPairs();
  const length = end - start;
  const source = new DataView(chunk.buffer, chunk.byteOffset + start, length);
  target.setUint8(at, quote);
  let to = at + 1;
  let from = 0;
  let all = 0;
  for (; from < length % 4; from += 1) {
    const single = escapedPairs[source.getUint8(from) | (space << 8)] ?? 0;
    target.setInt32(to, single, true);
    to += lengthOf(single) - 1;
    all |= single;
  }
  for (; from < length; from += 4) {
    const bytes = source.getInt32(from, true);
    const first = escapedPairs[bytes & 0xffff] ?? 0;
    target.setInt32(to, first, true);
    to += lengthOf(first);
    const second = escapedPairs[bytes >>> 16] ?? 0;
    target.setInt32(to, second, true);
    to += lengthOf(second);
    all |= first | second;
  }
  target.setUint8(to, quote);
  const isAscii = (all & 0x80_80_80_80) === 0;
  const isText = isAscii || isUtf8(new Uint8Array(target.buffer, target.byteOffset + at, to - at));
  return isText ? to + 1 : -1;
}

/**
 * For each two bytes, the first of them the lower, the two to four that stand for them. A table of pairs halves the time,
 * to a third of what JSON.stringify takes. Those with a control character have what is no UTF-8.
 */
const escapedPairs = new Int32Array(0x1_00_00);

/** Done with the first text, and not at all by what writes none. */
function fillPairs(): void {
  escapedPairs.fill(-1);
  for (let first = space; first <= 0xff; first += 1) {
    const start = escaped(first);
    for (let second = space; second <= 0xff; second += 1) {
      escapedPairs[first | (second << 8)] = start | (escaped(second) << (8 * lengthOf(start)));
    }
  }
}

function escaped(byte: number): number {
  return byte === quote || byte === backslash ? backslash | (byte << 8) : byte;
}

/** In bytes; none of them is 0. */
function lengthOf(escape: number): number {
  return 4 - (Math.clz32(escape) >>> 3);
}
