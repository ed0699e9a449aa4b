import { Slice } from "./slice.ts";

/** One slow event holds the whole block it lies in; with smaller ones, making them would cost more than what is written. */
const blockBytes = 256 * 1024;
/** UTF-8 has at most so many bytes for one unit of a string. */
const mostBytesPerUnit = 3;

/**
 * Texts as UTF-8, one behind the other in blocks outside the heap. The strings they came from die young, which costs the
 * garbage collector next to nothing; kept until their batch is delivered, they would be copied twice and then be marked
 * again and again. A block is freed when nothing that was written into it is in use any more.
 */
export class Blocks {
  #block = Buffer.alloc(0);
  #at = 0;

  write(text: string): Slice {
    const atMost = text.length * mostBytesPerUnit;
    if (atMost > blockBytes) return new Slice(Buffer.from(text));
    if (atMost > this.#block.length - this.#at) {
      this.#block = Buffer.allocUnsafeSlow(blockBytes);
      this.#at = 0;
    }
    const start = this.#at;
    this.#at += this.#block.write(text, start);
    return new Slice(this.#block, start, this.#at);
  }
}
