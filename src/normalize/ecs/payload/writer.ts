/**
 * Writes a value as Java prints it, `{acl=y, tags=[a, b]}`, as JSON text of a string: texts keep the escapes that they
 * came with. It writes bytes, where a string would be put together from some sixty parts, and copied together again.
 */
import { isBlank } from "../../value.ts";
import { Entries } from "./entries.ts";
import { keyHash, nextHash, spread } from "./hash.ts";

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const equals = 0x3d;
const backslash = 0x5c;
const letterN = 0x6e;

const longestBlank = "none".length;
const longestEscaped = longestBlank * "\\u006e".length;

/** `1e6,` becomes `1000000.0, `, and a map is written once more where its entries have to be put in order. */
const mostWritten = 6;
/** Room for 40 KB of JSON text. */
const scratch = Buffer.allocUnsafeSlow(256 * 1024);

export class JavaWriter {
  readonly #entries = new Entries();
  #out: Buffer = scratch;
  #to = 0;
  #isEscaped = false;

  /** For a value of so many bytes. What was written before is gone. */
  begin(bytes: number): void {
    const room = (bytes + 4) * mostWritten;
    this.#out = room <= scratch.length ? scratch : Buffer.allocUnsafeSlow(room);
    this.#out[0] = quote;
    this.#to = 1;
  }

  /** The whole text; undefined where nothing was said. */
  end(): string | undefined {
    if (this.#to === 1) return undefined;
    this.#out[this.#to] = quote;
    return this.#out.toString("utf8", 0, this.#to + 1);
  }

  /** Where the next byte goes. */
  get to(): number {
    return this.#to;
  }

  /** The number of entries of the maps that are open. */
  get entries(): number {
    return this.#entries.count;
  }

  /** Where the inside begins. */
  open(bracket: number): number {
    this.#out[this.#to] = bracket;
    this.#to += 1;
    return this.#to;
  }

  /** Without a member it says nothing. */
  close(bracket: number, inside: number): void {
    if (this.#to === inside) {
      this.#to = inside - 1;
    } else {
      this.#out[this.#to] = bracket;
      this.#to += 1;
    }
  }

  /** Before each member of an object or list. */
  separate(inside: number): void {
    if (this.#to === inside) return;
    this.#out[this.#to] = comma;
    this.#out[this.#to + 1] = space;
    this.#to += 2;
  }

  /** Behind the item of a list that `separate` was called for at `before`: where it says nothing, it is taken back. */
  endItem(before: number, value: number): void {
    if (this.#to === value) this.#to = before;
  }

  /** As `endItem` for the entry of a map, which begins at `start`. */
  endEntry(hash: number, before: number, start: number, value: number): void {
    const isSaid = this.#to > value;
    if (!isSaid) this.#to = before;
    this.#entries.push(hash, isSaid ? start : before, this.#to);
  }

  /** Puts the entries of a map in Java's order, before it is closed. Tells whether two may have the same key. */
  arrange(first: number, inside: number): boolean {
    const isMany = this.#entries.count - first > 1;
    if (isMany && this.#entries.sort(first)) this.#rewrite(first, inside);
    const mayRepeat = isMany && this.#entries.hasTwins(first);
    this.#entries.drop(first);
    return mayRepeat;
  }

  /** The bytes of a token. */
  copy(chunk: Buffer, from: number, end: number): void {
    const out = this.#out;
    let to = this.#to;
    for (let at = from; at < end; at += 1, to += 1) out[to] = chunk[at] ?? 0;
    this.#to = to;
  }

  /** A JSON string without its quotes. Returns the position behind it. */
  copyString(chunk: Buffer, from: number): number {
    this.#isEscaped = false;
    let at = this.#copyPlain(chunk, from + 1);
    while (chunk[at] === backslash) {
      this.#isEscaped = true;
      this.copy(chunk, at, at + 2);
      at = this.#copyPlain(chunk, at + 2);
    }
    return at + 1;
  }

  /** Whether the string copied last has escapes. */
  get isEscaped(): boolean {
    return this.#isEscaped;
  }

  /** What the string means that was copied to `start`. */
  decoded(start: number): string {
    return String(JSON.parse(`"${this.#out.toString("utf8", start, this.#to)}"`));
  }

  /** Takes the string that was copied to `start` back where it says nothing. */
  endText(start: number): void {
    if (this.#isBlank(start)) this.#to = start;
  }

  /** Puts the sign behind the key that was copied to `start`, and returns what Java's table makes of it. */
  endKey(start: number): number {
    const hash = this.#hash(start);
    this.#out[this.#to] = equals;
    this.#to += 1;
    return hash;
  }

  /** Text in ASCII. */
  print(text: string): void {
    this.#to += this.#out.write(text, this.#to, "latin1");
  }

  /** Up to a quote or a backslash. Most bytes pass through here: two for each turn spare a third of the time. */
  #copyPlain(chunk: Buffer, from: number): number {
    const out = this.#out;
    let to = this.#to;
    let at = from;
    for (;;) {
      const byte = chunk[at] ?? quote;
      if (byte === quote || byte === backslash) break;
      out[to] = byte;
      const next = chunk[at + 1] ?? quote;
      if (next === quote || next === backslash) {
        at += 1;
        to += 1;
        break;
      }
      out[to + 1] = next;
      at += 2;
      to += 2;
    }
    this.#to = to;
    return at;
  }

  #isBlank(start: number): boolean {
    const length = this.#to - start;
    if (length === 0) return true;
    if (length > (this.#isEscaped ? longestEscaped : longestBlank)) return false;
    const first = this.#out[start];
    const mayBe = first === letterN || first === minus || first === backslash;
    return mayBe && isBlank(this.decoded(start));
  }

  #hash(start: number): number {
    let hash = 0;
    for (let at = start; at < this.#to; at += 1) {
      const byte = this.#out[at] ?? 0;
      if (byte === backslash || byte > 0x7f) return keyHash(this.decoded(start));
      hash = nextHash(hash, byte);
    }
    return spread(hash);
  }

  /** All of them behind what is written, and then back over it. */
  #rewrite(first: number, inside: number): void {
    const entries = this.#entries;
    const out = this.#out;
    const end = this.#to;
    for (let entry = first; entry < entries.count; entry += 1) {
      const from = entries.start(entry);
      const to = entries.end(entry);
      if (from === to) continue;
      this.separate(end);
      this.copy(out, from, to);
    }
    out.copyWithin(inside, end, this.#to);
    this.#to = end;
  }
}
