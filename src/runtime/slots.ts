/**
 * Bounded concurrency: `take` waits, first come first served, until one of `size` slots is free.
 */
export class Slots {
  readonly size: number;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`A slot count must be a positive integer, not ${size}`);
    this.size = size;
    this.#free = size;
  }

  /** Slots that nobody holds now. */
  get free(): number {
    return this.#free;
  }

  async take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Gives one slot back; the longest waiter gets it. */
  give(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next();
    else if (this.#free < this.size) this.#free += 1;
    else throw new Error("A slot was given back that nobody had taken");
  }
}
