/** Nothing is written over it while anybody holds it. Who releases it must not read it any more. */
export interface Memory {
  hold(): void;
  release(): void;
}

/**
 * Bytes in a buffer that holds others too. A Buffer of its own for each event would be by far its heaviest object, and
 * every garbage collection would pay for it as long as the event waits in its batch.
 */
export class Slice implements Memory {
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;
  /** Undefined where the chunk is left to the garbage collector. */
  readonly #memory: Memory | undefined;

  constructor(chunk: Buffer, start = 0, end = chunk.length, memory?: Memory) {
    this.chunk = chunk;
    this.start = start;
    this.end = end;
    this.#memory = memory;
  }

  get byteLength(): number {
    return this.end - this.start;
  }

  /** A view, made anew each time. */
  get bytes(): Buffer {
    return this.chunk.subarray(this.start, this.end);
  }

  hold(): void {
    this.#memory?.hold();
  }

  release(): void {
    this.#memory?.release();
  }

  /** Tells where the copy ends. */
  copyTo(target: Buffer, at: number): number {
    const copied = this.chunk.copy(target, at, this.start, this.end);
    // Cut short, it would take the events behind it along.
    if (copied !== this.byteLength)
      throw new RangeError(`Only ${copied} of ${this.byteLength} bytes had room`);
    return at + copied;
  }

  /** As UTF-8. */
  toString(): string {
    return this.chunk.toString("utf8", this.start, this.end);
  }
}
