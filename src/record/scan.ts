/**
 * One pass over the bytes of a JSON object that stands in a chunk: finds where it ends, makes sure that it is valid
 * JSON, and notes where its members are. Whatever it does not like it gives up, be it broken, too deep or cut off by
 * the chunk's end: then slower and more patient code has a look, so nothing depends on what is refused here.
 *
 * All positions that the methods return are those behind what was read; -1 gives up.
 */
import type { MemberTable } from "./members.ts";
import { endOfName, memberNames, nameAt } from "./names.ts";
import { byteAt, scalarEnd, stringEnd } from "./tokens.ts";

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const space = 0x20;

/** For a record that nobody has scanned: its row, or -1 where its members can't be noted. */
export function noteMembers(
  chunk: Buffer,
  { start, end }: { readonly start: number; readonly end: number },
  table: MemberTable,
): number {
  if (chunk[start] !== openBrace) return -1;
  return patient.scan(chunk, start, table) === end ? patient.row : -1;
}

export class RecordScanner {
  readonly #nesting: number;
  #row = -1;
  #isOneLine = true;
  /** The name at hand, -1 for one that is unknown and before the first. */
  #name = -1;
  /** For each name, which one came after it last; both plus one. */
  readonly #followers = new Uint8Array(memberNames.length + 1);

  constructor(nesting: number) {
    this.#nesting = nesting;
  }

  /**
   * The row in which the members of the object scanned last are, or -1 where they are not noted: an object of several
   * lines, or with a name that is unknown, written with escapes, or there twice.
   */
  get row(): number {
    return this.#row;
  }

  /** The position behind the object whose opening brace is at `from`, or -1. */
  scan(chunk: Buffer, from: number, table: MemberTable): number {
    this.#isOneLine = true;
    const row = table.begin();
    this.#row = row;
    const end = this.#record(chunk, from + 1, table);
    if (end < 0 || !this.#isOneLine) this.#row = -1;
    if (row >= 0 && this.#row < 0) table.dropLast();
    return end;
  }

  #record(chunk: Buffer, from: number, table: MemberTable): number {
    this.#name = -1;
    let at = this.#gap(chunk, from);
    if (byteAt(chunk, at) === closeBrace) return at + 1;
    for (;;) {
      const end = byteAt(chunk, at) === quote ? this.#member(chunk, at + 1, table) : -1;
      if (end < 0) return -1;
      at = this.#gap(chunk, end);
      const next = byteAt(chunk, at);
      if (next === closeBrace) return at + 1;
      if (next !== comma) return -1;
      at = this.#gap(chunk, at + 1);
    }
  }

  #member(chunk: Buffer, from: number, table: MemberTable): number {
    const start = this.#colon(chunk, this.#nameEnd(chunk, from));
    const end = start < 0 ? -1 : this.#value(chunk, start, 1);
    if (this.#row >= 0) {
      const isNoted = this.#name >= 0 && table.note(this.#row, this.#name, start, end);
      if (!isNoted) this.#row = -1;
    }
    return end;
  }

  /**
   * Finds out which name begins at `from`. Records tend to have the same names in the same order: comparing with the one
   * that followed last time spares to look for the end of the name, and for the name.
   */
  #nameEnd(chunk: Buffer, from: number): number {
    const likely = (this.#followers[this.#name + 1] ?? 0) - 1;
    if (likely >= 0) {
      const likelyEnd = endOfName(chunk, from, likely);
      if (likelyEnd >= 0) {
        this.#name = likely;
        return likelyEnd;
      }
    }
    const end = stringEnd(chunk, from);
    const name = end < 0 ? -1 : nameAt(chunk, from, end - 1);
    this.#followers[this.#name + 1] = name + 1;
    this.#name = name;
    return end;
  }

  #value(chunk: Buffer, at: number, depth: number): number {
    const byte = byteAt(chunk, at);
    if (byte === quote) return stringEnd(chunk, at + 1);
    if (byte === openBrace) return this.#object(chunk, at + 1, depth + 1);
    if (byte === openBracket) return this.#list(chunk, at + 1, depth + 1);
    return scalarEnd(chunk, at);
  }

  #object(chunk: Buffer, from: number, depth: number): number {
    if (depth > this.#nesting) return -1;
    let at = this.#gap(chunk, from);
    if (byteAt(chunk, at) === closeBrace) return at + 1;
    for (;;) {
      const start = byteAt(chunk, at) === quote ? this.#colon(chunk, stringEnd(chunk, at + 1)) : -1;
      const end = start < 0 ? -1 : this.#value(chunk, start, depth);
      if (end < 0) return -1;
      at = this.#gap(chunk, end);
      const next = byteAt(chunk, at);
      if (next === closeBrace) return at + 1;
      if (next !== comma) return -1;
      at = this.#gap(chunk, at + 1);
    }
  }

  #list(chunk: Buffer, from: number, depth: number): number {
    if (depth > this.#nesting) return -1;
    let at = this.#gap(chunk, from);
    if (byteAt(chunk, at) === closeBracket) return at + 1;
    for (;;) {
      const end = this.#value(chunk, at, depth);
      if (end < 0) return -1;
      at = this.#gap(chunk, end);
      const next = byteAt(chunk, at);
      if (next === closeBracket) return at + 1;
      if (next !== comma) return -1;
      at = this.#gap(chunk, at + 1);
    }
  }

  /** From the end of a name to the start of its value. */
  #colon(chunk: Buffer, nameEnd: number): number {
    if (nameEnd < 0) return -1;
    const at = this.#gap(chunk, nameEnd);
    return byteAt(chunk, at) === colon ? this.#gap(chunk, at + 1) : -1;
  }

  /** Over the space between two tokens, of which CloudTrail writes none. */
  #gap(chunk: Buffer, from: number): number {
    const byte = byteAt(chunk, from);
    return byte > space ? from : this.#spaceEnd(chunk, from);
  }

  #spaceEnd(chunk: Buffer, from: number): number {
    let at = from;
    for (;;) {
      const byte = byteAt(chunk, at);
      if (byte === 0x0a || byte === 0x0d) this.#isOneLine = false;
      else if (byte !== space && byte !== 0x09) return at;
      at += 1;
    }
  }
}

const patient = new RecordScanner(100);
