/**
 * Buffers that serve again and again. Left to the garbage collector, they would pile up to many times what is in use
 * before they are freed, and V8 collects the whole heap the oftener.
 */
export class Scratch {
  readonly #free: Buffer[] = [];
  readonly #most: number;

  /** Keeps at most so many buffers; more may be borrowed. */
  constructor(most: number) {
    this.#most = most;
  }

  /** A buffer of at least so many bytes, with whatever was in it. */
  borrow(length: number): Buffer {
    const buffer = this.#free.pop();
    return buffer !== undefined && buffer.length >= length
      ? buffer
      : Buffer.allocUnsafeSlow(roundUp(length));
  }

  /** Nobody may read or write it any more, no thread and no socket. */
  giveBack(buffer: Buffer): void {
    if (this.#free.length < this.#most && buffer.length <= largestKept) this.#free.push(buffer);
  }
}

const step = 256 * 1024;
const largestKept = 16 * 1024 * 1024;

function roundUp(length: number): number {
  return Math.ceil(length / step) * step;
}
