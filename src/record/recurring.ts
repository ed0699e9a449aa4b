import type { JsonValue } from "../event.ts";

const slots = 1024;

/**
 * What was made of bytes that come again and again. Of those that share a slot the last are kept, in one block for all:
 * an array for each would take longer to make than what is made of it, and more room.
 */
class Recurring<T> {
  readonly longest: number;
  readonly #block: Buffer;
  readonly #lengths = new Int32Array(slots);
  readonly #made: (T | undefined)[] = Array.from({ length: slots }, () => undefined);

  constructor(longest: number) {
    this.longest = longest;
    this.#block = Buffer.allocUnsafeSlow(slots * longest);
  }

  find(chunk: Buffer, from: number, to: number): T | undefined {
    const slot = slotOf(chunk, from, to);
    if (this.#lengths[slot] !== to - from) return undefined;
    const start = slot * this.longest;
    return this.#isAt(start, chunk, from, to) ? this.#made[slot] : undefined;
  }

  keep(chunk: Buffer, from: number, to: number, made: T): void {
    const slot = slotOf(chunk, from, to);
    chunk.copy(this.#block, slot * this.longest, from, to);
    this.#lengths[slot] = to - from;
    this.#made[slot] = made;
  }

  #isAt(start: number, chunk: Buffer, from: number, to: number): boolean {
    const block = this.#block;
    if (to - from > fewBytes) return block.compare(chunk, from, to, start, start + to - from) === 0;
    for (let at = from; at < to; at += 1) if (block[start + at - from] !== chunk[at]) return false;
    return true;
  }
}

/** Comparing more pays for a call into Node. */
const fewBytes = 128;

function slotOf(chunk: Buffer, from: number, to: number): number {
  const length = to - from;
  let hash = length;
  const step = (length >>> 5) + 1;
  for (let at = from; at < to; at += step) hash = (hash * 31 + (chunk[at] ?? 0)) | 0;
  return (hash ^ (hash >>> 10)) & (slots - 1);
}

const texts = new Recurring<string>(160);

/**
 * The UTF-8 text between two positions: names of services, regions and user agents are the same string each time.
 * Comparing some bytes costs a quarter of making a string, which would be garbage soon, and V8 remembers the hash of the
 * one that is kept.
 */
export function recurringText(chunk: Buffer, from: number, to: number): string {
  if (to - from > texts.longest) return chunk.toString("utf8", from, to);
  const known = texts.find(chunk, from, to);
  if (known !== undefined) return known;
  const text = chunk.toString("utf8", from, to);
  texts.keep(chunk, from, to, text);
  return text;
}

/** Identities are told in some hundred bytes, few sessions in more than this. */
const values = new Recurring<JsonValue>(1024);

/** The JSON value between two positions, parsed once while it keeps its slot: nobody may change it. */
export function recurringValue(
  chunk: Buffer,
  { from, to }: { readonly from: number; readonly to: number },
  parse: () => JsonValue,
): JsonValue {
  if (to - from > values.longest) return parse();
  const known = values.find(chunk, from, to);
  if (known !== undefined) return known;
  const value = parse();
  values.keep(chunk, from, to, value);
  return value;
}
