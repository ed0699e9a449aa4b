import { roomForQuoted, writeQuoted, type Quotation } from "./quotation.ts";
import { Slice, type Memory } from "./slice.ts";

/** One slow event holds the whole block it lies in; with smaller ones, changing them would cost more than what is written. */
export const blockBytes = 256 * 1024;
/** UTF-8 has at most so many bytes for one unit of a string. */
const mostBytesPerUnit = 3;
/** What is kept for the next burst. */
const mostFree = 128;

const free: Block[] = [];

/** For a process that has nothing to do. */
export function dropFreeBlocks(): void {
  free.length = 0;
}

/**
 * Memory outside the heap that serves again when all who held it have released it. V8 starts a collection of the whole
 * heap whenever so many new bytes of such memory have been asked for, which cost a quarter of an event's CPU. Who never
 * releases it does no harm: then it is freed as any other.
 */
class Block implements Memory {
  readonly bytes = Buffer.allocUnsafeSlow(blockBytes);
  readonly view = new DataView(this.bytes.buffer);
  #holds = 0;

  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds < 0) throw new RangeError("A block was released more often than held");
    if (this.#holds === 0 && free.length < mostFree) free.push(this);
  }
}

/**
 * Bytes that wait until their batch is delivered, one behind the other in blocks. The strings they came from die young,
 * which costs the garbage collector next to nothing; kept, they would be copied twice and then be marked again and
 * again. Each slice is held once for whoever asked for it.
 */
export class Blocks {
  #block: Block | undefined;
  #at = 0;

  /** As UTF-8. */
  write(text: string | Quotation): Slice {
    if (typeof text !== "string") return this.#quote(text);
    const atMost = text.length * mostBytesPerUnit;
    if (atMost > blockBytes) return new Slice(Buffer.from(text));
    const block = this.#blockFor(atMost);
    return this.#slice(block, block.bytes.write(text, this.#at));
  }

  /** Large ones are not copied. */
  copy(bytes: Buffer): Slice {
    if (bytes.length > blockBytes) return new Slice(bytes);
    const block = this.#blockFor(bytes.length);
    return this.#slice(block, bytes.copy(block.bytes, this.#at));
  }

  /** Bytes that have room behind what was written last. */
  get left(): number {
    return this.#block === undefined ? blockBytes : blockBytes - this.#at;
  }

  /** For the caller to fill. */
  reserve(bytes: number): Slice {
    if (bytes > blockBytes) return new Slice(Buffer.allocUnsafeSlow(bytes));
    return this.#slice(this.#blockFor(bytes), bytes);
  }

  /** What is too long, or can't be quoted from its bytes, is written as any text. */
  #quote(text: Quotation): Slice {
    const { before, quoted, after } = text;
    const aroundIt = (before.length + after.length) * mostBytesPerUnit;
    const atMost = aroundIt + roomForQuoted(quoted.byteLength);
    if (atMost > blockBytes) return this.write(text.toString());
    const block = this.#blockFor(atMost);
    const start = this.#at;
    const end = writeQuoted(quoted, block.view, start + block.bytes.write(before, start));
    if (end < 0) return this.write(text.toString());
    return this.#slice(block, end + block.bytes.write(after, end) - start);
  }

  #slice(block: Block, length: number): Slice {
    const start = this.#at;
    this.#at += length;
    block.hold();
    return new Slice(block.bytes, start, this.#at, block);
  }

  #blockFor(bytes: number): Block {
    if (this.#block !== undefined && bytes <= blockBytes - this.#at) return this.#block;
    this.#block?.release();
    const block = free.pop() ?? new Block();
    block.hold();
    this.#block = block;
    this.#at = 0;
    return block;
  }
}
