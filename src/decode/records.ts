/**
 * Splits JSON text into the elements that may be CloudTrail records, on bytes, without parsing them. The text is an
 * optional byte-order mark and any number of JSON texts one after another (one document, concatenated ones, NDJSON):
 *
 *   text    = { …, "Records": [ element, … ], … }     the elements of `Records`; other keys are passed over
 *           | [ element, … ]                          the elements
 *           | { … }                                   the object itself is the element
 *
 * A key is taken for `Records` as written, without escapes. After an error in the structure, reading goes on at the
 * next line that begins with `{`: the next text of NDJSON, or the next record of a file with a record on each line.
 *
 * Each state is a method that looks at the bytes from `at` and gives the position to go on from. An element that is a
 * whole and valid object is scanned at once, without them; they are for all others.
 */
import {
  byteOrderMark,
  closeBrace,
  closeBracket,
  colon,
  comma,
  isScalar,
  isSpace,
  lineFeed,
  openBrace,
  openBracket,
  quote,
} from "./bytes.ts";
import { ElementCutter, type Element } from "./element.ts";
import { findingAt, type Finding, type Findings } from "./finding.ts";
import type { Memory } from "../runtime/slice.ts";
import { ValueScanner } from "./value.ts";

const recordsKey = Buffer.from('"Records"');

type State = (chunk: Buffer, at: number) => number;

export class RecordSplitter {
  readonly #elements: ElementCutter;
  readonly #value: ValueScanner;
  #damage: Finding | undefined;
  readonly #onElement: (element: Element) => void;
  /** Bytes of the chunks before the present one. */
  #passed = 0;
  #texts = 0;
  #markBytes = 0;
  #inRecords = false;
  /** How many bytes of the key are those of `"Records"`; -1 once it differs. */
  #keyMatch = 0;

  /** Elements are views of their chunk, and not to be read after it was released. */
  constructor(
    limits: { readonly recordBytes: number; readonly nesting: number },
    onElement: (element: Element) => void,
  ) {
    this.#onElement = onElement;
    this.#elements = new ElementCutter(limits);
    this.#value = new ValueScanner(limits.nesting);
  }

  get findings(): Findings {
    const { tooLarge, tooDeep } = this.#elements;
    return { damage: this.#damage, tooLarge, tooDeep };
  }

  /** Whether the text begins like JSON; undefined while nothing but space has come. */
  get isJson(): boolean | undefined {
    if (this.#texts > 0) return true;
    return this.#damage === undefined ? undefined : false;
  }

  push(chunk: Buffer, memory?: Memory): void {
    this.#elements.nextChunk(memory);
    let at = 0;
    while (at < chunk.length) at = this.#state(chunk, at);
    this.#elements.carry(chunk);
    this.#passed += chunk.length;
  }

  /** Says that no more bytes come. */
  end(): void {
    const betweenTexts = this.#state === this.#between && this.#markBytes === 0;
    const lost = this.#state === this.#lost || this.#state === this.#lineStart;
    if (!betweenTexts && !lost) this.#damaged(0);
  }

  readonly #between: State = (chunk, at) => {
    const byte = chunk[at];
    if (byte === byteOrderMark[this.#markBytes]) {
      this.#markBytes = (this.#markBytes + 1) % byteOrderMark.length;
      return at + 1;
    }
    if (this.#markBytes > 0) return this.#damaged(at);
    if (isSpace(byte)) return at + 1;
    if (byte !== openBrace && byte !== openBracket) return this.#damaged(at);
    this.#texts += 1;
    if (byte === openBracket) return this.#go(this.#firstElement, at + 1);
    this.#begin(at, true);
    return this.#go(this.#firstKey, at + 1);
  };

  readonly #firstKey: State = (chunk, at) =>
    chunk[at] === closeBrace ? this.#endObject(chunk, at + 1) : this.#nextKey(chunk, at);

  readonly #nextKey: State = (chunk, at) => {
    if (isSpace(chunk[at])) return at + 1;
    if (chunk[at] !== quote) return this.#damaged(at);
    this.#keyMatch = 0;
    this.#value.start();
    return this.#go(this.#key, at);
  };

  readonly #key: State = (chunk, at) => {
    const end = this.#value.scan(chunk, at);
    for (let next = at; next < end && this.#keyMatch >= 0; next += 1) {
      this.#keyMatch = chunk[next] === recordsKey[this.#keyMatch] ? this.#keyMatch + 1 : -1;
    }
    return this.#value.ended ? this.#go(this.#colon, end) : end;
  };

  readonly #colon: State = (chunk, at) => {
    if (isSpace(chunk[at])) return at + 1;
    if (chunk[at] !== colon) return this.#damaged(at);
    return this.#go(this.#beforeMember, at + 1);
  };

  readonly #beforeMember: State = (chunk, at) => {
    const byte = chunk[at];
    if (isSpace(byte)) return at + 1;
    if (byte === openBracket && this.#keyMatch === recordsKey.length) {
      this.#elements.drop();
      this.#inRecords = true;
      return this.#go(this.#firstElement, at + 1);
    }
    return this.#enter(byte, at, this.#member, this.#scalarMember);
  };

  readonly #member: State = (chunk, at) => {
    const end = this.#value.scan(chunk, at);
    if (this.#value.broken) return this.#damaged(end);
    if (this.#value.ended) {
      this.#elements.nested(this.#value.deepest + 1);
      this.#state = this.#afterMember;
    }
    return end;
  };

  readonly #scalarMember: State = (chunk, at) => {
    if (isScalar(chunk[at])) return at + 1;
    return this.#go(this.#afterMember, at);
  };

  readonly #afterMember: State = (chunk, at) => {
    const byte = chunk[at];
    if (isSpace(byte)) return at + 1;
    if (byte === closeBrace) return this.#endObject(chunk, at + 1);
    if (byte !== comma) return this.#damaged(at);
    return this.#go(this.#nextKey, at + 1);
  };

  #endObject(chunk: Buffer, end: number): number {
    if (!this.#inRecords) this.#take(chunk, end);
    this.#inRecords = false;
    return this.#go(this.#between, end);
  }

  readonly #firstElement: State = (chunk, at) => {
    return chunk[at] === closeBracket ? this.#endArray(at + 1) : this.#nextElement(chunk, at);
  };

  readonly #nextElement: State = (chunk, at) => {
    const byte = chunk[at];
    if (isSpace(byte)) return at + 1;
    this.#begin(at, byte === openBrace);
    const end = byte === openBrace ? this.#elements.scan(chunk, at) : -1;
    if (end >= 0) return this.#endElement(chunk, end);
    return this.#enter(byte, at, this.#element, this.#scalarElement);
  };

  readonly #element: State = (chunk, at) => {
    const end = this.#value.scan(chunk, at);
    if (this.#value.broken) return this.#damaged(end);
    if (!this.#value.ended) return end;
    this.#elements.nested(this.#value.deepest);
    return this.#endElement(chunk, end);
  };

  readonly #scalarElement: State = (chunk, at) => {
    return isScalar(chunk[at]) ? at + 1 : this.#endElement(chunk, at);
  };

  #endElement(chunk: Buffer, end: number): number {
    this.#take(chunk, end);
    return this.#go(this.#afterElement, end);
  }

  readonly #afterElement: State = (chunk, at) => {
    const byte = chunk[at];
    if (isSpace(byte)) return at + 1;
    if (byte === closeBracket) return this.#endArray(at + 1);
    if (byte !== comma) return this.#damaged(at);
    return this.#go(this.#nextElement, at + 1);
  };

  readonly #lost: State = (chunk, at) => {
    const found = chunk.indexOf(lineFeed, at);
    if (found < 0) return chunk.length;
    return this.#go(this.#lineStart, found + 1);
  };

  readonly #lineStart: State = (chunk, at) => {
    return this.#go(chunk[at] === openBrace ? this.#between : this.#lost, at);
  };

  #state: State = this.#between;

  #go(state: State, at: number): number {
    this.#state = state;
    return at;
  }

  #begin(at: number, isObject: boolean): void {
    this.#elements.begin(at, this.#passed + at, isObject);
  }

  #enter(byte: number | undefined, at: number, value: State, scalar: State): number {
    if (isScalar(byte)) return this.#go(scalar, at);
    if (byte !== openBrace && byte !== openBracket && byte !== quote) return this.#damaged(at);
    this.#value.start();
    return this.#go(value, at);
  }

  #endArray(end: number): number {
    return this.#go(this.#inRecords ? this.#afterMember : this.#between, end);
  }

  #take(chunk: Buffer, end: number): void {
    const element = this.#elements.end(chunk, end, this.#inRecords);
    if (element !== undefined) this.#onElement(element);
  }

  #damaged(at: number): number {
    this.#damage = findingAt(this.#passed + at, this.#damage);
    this.#elements.drop();
    this.#inRecords = false;
    this.#markBytes = 0;
    return this.#go(this.#lost, at);
  }
}
