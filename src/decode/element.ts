import type { Cut } from "../record/cut.ts";
import { MemberTable } from "../record/members.ts";
import { RecordScanner } from "../record/scan.ts";
import type { Memory } from "../runtime/slice.ts";
import { findingAt, type Finding } from "./finding.ts";

export interface Element extends Cut {
  readonly chunk: Buffer;
  /** Position among all elements of the object, those that are too large or too deep included. */
  readonly index: number;
  readonly isObject: boolean;
  /** Whether it lay in a `Records` array, which says what it is. */
  readonly inRecords: boolean;
}

/** Those of a small object; the table grows. */
const firstRows = 8;

/**
 * Cuts elements out of the chunks they lie in: where one crosses a border, its bytes are copied into a chunk of its own.
 * An element that is too large is no longer held, only counted.
 */
export class ElementCutter {
  tooLarge: Finding | undefined;
  tooDeep: Finding | undefined;
  readonly #maxBytes: number;
  readonly #maxNesting: number;
  readonly #scanner: RecordScanner;
  /** Where the members of the present chunk's elements are. */
  #members = new MemberTable(firstRows);
  #count = 0;
  #pieces: Buffer[] = [];
  #length = 0;
  /** Where the element begins in the present chunk, or -1 while none is being cut. */
  #start = -1;
  #offset = 0;
  /** What the present chunk lies in. */
  #memory: Memory | undefined;
  #nesting = 1;
  #isObject = true;
  /** Of the present element, as in `Cut`. */
  #table: MemberTable | null | undefined;
  #row = -1;

  constructor(limits: { readonly recordBytes: number; readonly nesting: number }) {
    this.#maxBytes = limits.recordBytes;
    this.#maxNesting = limits.nesting;
    this.#scanner = new RecordScanner(limits.nesting);
  }

  nextChunk(memory: Memory | undefined): void {
    this.#memory = memory;
    if (this.#members.isFree) this.#members.clear();
    else this.#members = new MemberTable(firstRows);
  }

  /** An element begins at `at` of the present chunk, which is byte `offset` of the text. */
  begin(at: number, offset: number, isObject: boolean): void {
    this.#start = at;
    this.#offset = offset;
    this.#nesting = 1;
    this.#isObject = isObject;
    this.#table = undefined;
    this.#row = -1;
  }

  /** Reads the present element, an object at `at`, in one go: where it ends, or -1 where it has to be followed byte by byte. */
  scan(chunk: Buffer, at: number): number {
    const end = this.#scanner.scan(chunk, at, this.#members);
    if (end >= 0) {
      this.#row = this.#scanner.row;
      this.#table = this.#row < 0 ? null : this.#members;
    }
    return end;
  }

  nested(levels: number): void {
    if (levels > this.#nesting) this.#nesting = levels;
  }

  drop(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#start = -1;
  }

  /** Keeps a copy of what the chunk holds of the present element. */
  carry(chunk: Buffer): void {
    if (this.#start < 0) return;
    this.#length += chunk.length - this.#start;
    if (this.#length > this.#maxBytes) this.#pieces = [];
    else this.#pieces.push(Buffer.from(chunk.subarray(this.#start)));
    this.#start = 0;
  }

  /** The present element, which ends before `end`; undefined where a limit leaves it out. */
  end(chunk: Buffer, end: number, inRecords: boolean): Element | undefined {
    const index = this.#count;
    this.#count += 1;
    const pieces = this.#pieces;
    const start = this.#start;
    const length = this.#length + end - start;
    this.drop();
    if (length > this.#maxBytes) {
      this.tooLarge = findingAt(this.#offset, this.tooLarge);
    } else if (this.#nesting > this.#maxNesting) {
      this.tooDeep = findingAt(this.#offset, this.tooDeep);
    } else {
      const whole =
        pieces.length === 0
          ? undefined
          : Buffer.concat([...pieces, chunk.subarray(start, end)], length);
      return {
        chunk: whole ?? chunk,
        start: whole === undefined ? start : 0,
        end: whole === undefined ? end : length,
        memory: whole === undefined ? this.#memory : undefined,
        table: this.#table,
        row: this.#row,
        index,
        isObject: this.#isObject,
        inRecords,
      };
    }
    return undefined;
  }
}
