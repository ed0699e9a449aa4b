/**
 * Follows one JSON string, object or array over chunk borders and finds where it ends. Only string ends and
 * matching brackets are looked at: whether the value is valid JSON is decided by the one parse later.
 * Every byte of every record passes through here, so the loops hold nothing but comparisons.
 */
import {
  byteSet,
  closeBrace,
  closeBracket,
  openBrace,
  openBracket,
  quote,
  stringEnd,
} from "./bytes.ts";

const structural = byteSet('"[]{}');

export class ValueScanner {
  /** The closing bracket each open level waits for. Deeper levels are counted, not remembered. */
  readonly #closers: Uint8Array;
  #state: "inside" | "ended" | "broken" = "ended";
  #depth = 0;
  #deepest = 0;
  #inString = false;
  /** Bytes at the start of the next chunk that an escape has used up. */
  #skip = 0;

  constructor(nesting: number) {
    this.#closers = new Uint8Array(nesting);
  }

  get ended(): boolean {
    return this.#state === "ended";
  }

  /** A closing bracket didn't match its opening one; what follows can't be told apart. */
  get broken(): boolean {
    return this.#state === "broken";
  }

  /** How many objects and arrays were open at once. */
  get deepest(): number {
    return this.#deepest;
  }

  /** The next byte scanned is the value's first: a quote or an opening bracket. */
  start(): void {
    this.#state = "inside";
    this.#depth = 0;
    this.#deepest = 0;
    this.#inString = false;
    this.#skip = 0;
  }

  /** Goes on at `from`; gives the position behind the value when it ended, or of the byte that broke it. */
  scan(chunk: Buffer, from: number): number {
    const end = chunk.length;
    let at = from + this.#skip;
    let inString = this.#inString;
    while (at < end) {
      if (inString) {
        at = stringEnd(chunk, at);
        if (at >= end) break;
        at += 1;
        inString = false;
        if (this.#depth === 0) return this.#stop("ended", at);
      } else if (structural[chunk[at] ?? 0] === 0) {
        at += 1;
      } else if (chunk[at] === quote) {
        at += 1;
        inString = true;
      } else {
        if (!this.#bracket(chunk[at])) return this.#stop("broken", at);
        at += 1;
        if (this.#depth === 0) return this.#stop("ended", at);
      }
    }
    this.#inString = inString;
    this.#skip = at - end;
    return end;
  }

  #bracket(byte: number | undefined): boolean {
    if (byte === openBrace || byte === openBracket) {
      if (this.#depth < this.#closers.length) {
        this.#closers[this.#depth] = byte === openBrace ? closeBrace : closeBracket;
      }
      this.#depth += 1;
      if (this.#depth > this.#deepest) this.#deepest = this.#depth;
      return true;
    }
    this.#depth -= 1;
    return this.#depth >= this.#closers.length || this.#closers[this.#depth] === byte;
  }

  #stop(state: "ended" | "broken", at: number): number {
    this.#state = state;
    this.#skip = 0;
    return at;
  }
}
