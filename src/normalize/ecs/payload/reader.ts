/**
 * One pass over the bytes of a payload's JSON text, which have to be valid. It has the text written as Java prints it,
 * and notes the edits that make the source fit for a `flattened` field. Both are without null, "", "-" and "none", and
 * without what is empty then, at any depth.
 */
import type { Slice } from "../../../runtime/slice.ts";
import { quoted } from "../../json-text.ts";
import { Sweep } from "./edits.ts";
import type { Edit } from "./edits.ts";
import { isPlainInteger, javaDouble, numberEnd } from "./numbers.ts";
import { JavaWriter } from "./writer.ts";

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const letters = { f: 0x66, n: 0x6e, t: 0x74 } as const;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Elasticsearch refuses a document with a `flattened` field that is deeper. */
const maxLevels = 20;

/** What was found in a payload. */
export interface Reading {
  /** The text as Java prints it, as JSON text; undefined where it says nothing. */
  readonly javaText: string | undefined;
  /** How a flattened field has it; undefined where it has nothing of it. */
  readonly edits: readonly Edit[] | undefined;
  /** Whether an object may have a key twice, of which only the last one stands: then nothing of this is right. */
  readonly mayRepeat: boolean;
  /** Whether it is an object with one of the keys that were asked for. */
  readonly isTelling: boolean;
  /** Whether keys have another name in a flattened field, which they may share with others. */
  readonly isRenamed: boolean;
}

export class PayloadReader {
  readonly #wanted: ReadonlySet<number>;
  readonly #writer = new JavaWriter();
  #edits: Edit[] = [];
  #mayRepeat = false;
  #isRenamed = false;
  #isTelling = false;
  #also = 0;
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;

  /** Asks for some keys, by their hashes. */
  constructor(wanted: ReadonlySet<number>) {
    this.#wanted = wanted;
  }

  /** Asks for one more key. */
  read({ chunk, start, byteLength }: Slice, also: number): Reading {
    this.#writer.begin(byteLength);
    this.#edits = [];
    this.#mayRepeat = false;
    this.#isRenamed = false;
    this.#isTelling = false;
    this.#also = also;
    this.#chunk = chunk;
    this.#at = start;
    const isKept = this.#value(0);
    return {
      javaText: this.#writer.end(),
      edits: isKept ? this.#edits : undefined,
      mayRepeat: this.#mayRepeat,
      isTelling: this.#isTelling,
      isRenamed: this.#isRenamed,
    };
  }

  /**
   * `level` is the number of objects and lists around the value. False where a flattened field has nothing of it. Two
   * calls a level leave room on the stack for three times the nesting that can be configured.
   */
  #value(level: number): boolean {
    switch (this.#chunk[this.#at]) {
      case quote:
        return this.#text();
      case openBrace:
        return level === maxLevels ? this.#deep() : this.#map(level + 1);
      case openBracket:
        return level === maxLevels ? this.#deep() : this.#list(level + 1);
      case letters.n:
        this.#at += "null".length;
        return false;
      case letters.t:
        return this.#literal("true".length);
      case letters.f:
        return this.#literal("false".length);
      default:
        return this.#number();
    }
  }

  #map(level: number): boolean {
    const writer = this.#writer;
    const inside = writer.open(openBrace);
    const sweep = new Sweep(this.#edits, this.#at + 1);
    const first = writer.entries;
    this.#skipGap(this.#at + 1);
    while (this.#chunk[this.#at] !== closeBrace) {
      const mark = this.#edits.length;
      const from = this.#at;
      const before = writer.to;
      writer.separate(inside);
      const start = writer.to;
      const hash = this.#key();
      if (level === 1 && (hash === this.#also || this.#wanted.has(hash))) this.#isTelling = true;
      const value = writer.to;
      if (this.#value(level)) sweep.keep(mark, from, this.#at);
      else sweep.drop(mark);
      writer.endEntry(hash, before, start, value);
      this.#skipComma();
    }
    if (writer.arrange(first, inside)) this.#mayRepeat = true;
    writer.close(closeBrace, inside);
    this.#at += 1;
    return sweep.close(this.#at - 1);
  }

  #list(level: number): boolean {
    const writer = this.#writer;
    const inside = writer.open(openBracket);
    const sweep = new Sweep(this.#edits, this.#at + 1);
    this.#skipGap(this.#at + 1);
    while (this.#chunk[this.#at] !== closeBracket) {
      const mark = this.#edits.length;
      const from = this.#at;
      const before = writer.to;
      writer.separate(inside);
      const value = writer.to;
      if (this.#value(level)) sweep.keep(mark, from, this.#at);
      else sweep.drop(mark);
      writer.endItem(before, value);
      this.#skipComma();
    }
    writer.close(closeBracket, inside);
    this.#at += 1;
    return sweep.close(this.#at - 1);
  }

  /** A value that a flattened field would be too deep for: it becomes JSON text there. */
  #deep(): true {
    const from = this.#at;
    const mark = this.#edits.length;
    this.#value(maxLevels + 1);
    const value: unknown = JSON.parse(this.#chunk.toString("utf8", from, this.#at));
    this.#edits.length = mark;
    this.#edits.push({ from, to: this.#at, text: quoted(JSON.stringify(value)) });
    return true;
  }

  /** Up to its value. Returns what Java's table makes of the key. */
  #key(): number {
    const writer = this.#writer;
    const from = this.#at;
    const start = writer.to;
    this.#at = writer.copyString(this.#chunk, from);
    if (writer.isEscaped) this.#rename(writer.decoded(start), from);
    const hash = writer.endKey(start);
    this.#skipGap(this.#at);
    this.#skipGap(this.#at + 1);
    return hash;
  }

  /** Elasticsearch ends the name of a key at a NUL character, and refuses names that have one. */
  #rename(key: string, from: number): void {
    if (!key.includes("\0")) return;
    this.#edits.push({ from, to: this.#at, text: quoted(key.replaceAll("\0", "\ufffd")) });
    this.#isRenamed = true;
  }

  #text(): boolean {
    const writer = this.#writer;
    const start = writer.to;
    this.#at = writer.copyString(this.#chunk, this.#at);
    writer.endText(start);
    return writer.to > start;
  }

  #literal(length: number): true {
    const end = this.#at + length;
    this.#writer.copy(this.#chunk, this.#at, end);
    this.#at = end;
    return true;
  }

  /** Integers are copied, which keeps those exact that JSON.parse would round. */
  #number(): true {
    const from = this.#at;
    const end = numberEnd(this.#chunk, from);
    if (isPlainInteger(this.#chunk, from, end)) return this.#literal(end - from);
    const number = this.#chunk.toString("latin1", from, end);
    const value = Number(number);
    const plain = JSON.stringify(value);
    this.#at = end;
    this.#writer.print(number === "-0" ? "0" : javaDouble(value));
    if (plain !== number) this.#edits.push({ from, to: end, text: plain });
    return true;
  }

  /** Over the space between two tokens, of which CloudTrail writes none. */
  #skipGap(from: number): void {
    let at = from;
    while ((this.#chunk[at] ?? quote) <= space) at += 1;
    this.#at = at;
  }

  #skipComma(): void {
    this.#skipGap(this.#at);
    if (this.#chunk[this.#at] === comma) this.#skipGap(this.#at + 1);
  }
}
