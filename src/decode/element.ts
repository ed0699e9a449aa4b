import { findingAt, type Finding } from "./finding.ts";

export interface Element {
  readonly bytes: Buffer;
  /** Position among all elements of the object, those that are too large or too deep included. */
  readonly index: number;
  readonly isObject: boolean;
  /** Whether it lay in a `Records` array, which says what it is. */
  readonly inRecords: boolean;
}

/**
 * Cuts elements out of the chunks they lie in: a view where one lies in one chunk, a copy where it crosses a border.
 * An element that is too large is no longer held, only counted.
 */
export class ElementCutter {
  tooLarge: Finding | undefined;
  tooDeep: Finding | undefined;
  readonly #maxBytes: number;
  readonly #maxNesting: number;
  #count = 0;
  #pieces: Buffer[] = [];
  #length = 0;
  /** Where the element begins in the present chunk, or -1 while none is being cut. */
  #start = -1;
  #offset = 0;
  #nesting = 1;
  #isObject = true;

  constructor(limits: { readonly recordBytes: number; readonly nesting: number }) {
    this.#maxBytes = limits.recordBytes;
    this.#maxNesting = limits.nesting;
  }

  /** An element begins at `at` of the present chunk, which is byte `offset` of the text. */
  begin(at: number, offset: number, isObject: boolean): void {
    this.#start = at;
    this.#offset = offset;
    this.#nesting = 1;
    this.#isObject = isObject;
  }

  nested(levels: number): void {
    if (levels > this.#nesting) this.#nesting = levels;
  }

  drop(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#start = -1;
  }

  /** Keeps what the chunk holds of the present element. */
  carry(chunk: Buffer): void {
    if (this.#start < 0) return;
    this.#length += chunk.length - this.#start;
    if (this.#length > this.#maxBytes) this.#pieces = [];
    else this.#pieces.push(chunk.subarray(this.#start));
    this.#start = 0;
  }

  /** The present element, which ends before `end`; undefined where a limit leaves it out. */
  end(chunk: Buffer, end: number, inRecords: boolean): Element | undefined {
    const index = this.#count;
    this.#count += 1;
    const bytes = this.#bytes(chunk.subarray(this.#start, end));
    this.drop();
    if (bytes === undefined) this.tooLarge = findingAt(this.#offset, this.tooLarge);
    else if (this.#nesting > this.#maxNesting) this.tooDeep = findingAt(this.#offset, this.tooDeep);
    else return { bytes, index, isObject: this.#isObject, inRecords };
    return undefined;
  }

  #bytes(last: Buffer): Buffer | undefined {
    const length = this.#length + last.length;
    if (length > this.#maxBytes) return undefined;
    return this.#pieces.length === 0 ? last : Buffer.concat([...this.#pieces, last], length);
  }
}
