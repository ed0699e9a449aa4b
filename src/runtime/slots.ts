/**
 * Bounded concurrency: `take` waits, first come first served, until one of the slots is free. At first there are `size`
 * of them, and never more.
 */
export class Slots {
  readonly size: number;
  #open: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`A slot count must be a positive integer, not ${size}`);
    this.size = size;
    this.#open = size;
  }

  /** Slots that could be taken now. */
  get free(): number {
    return Math.max(0, this.#open - this.#taken);
  }

  /** How many slots there are at present, from 1 to `size`. Those beyond it that are taken go when they are given back. */
  get open(): number {
    return this.#open;
  }

  set open(count: number) {
    this.#open = Math.min(Math.max(1, Math.trunc(count)), this.size);
    this.#admit();
  }

  async take(): Promise<void> {
    if (this.free > 0) {
      this.#taken += 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Gives one slot back; the longest waiter gets it. */
  give(): void {
    if (this.#taken === 0) throw new Error("A slot was given back that nobody had taken");
    this.#taken -= 1;
    this.#admit();
  }

  #admit(): void {
    while (this.free > 0) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#taken += 1;
      next();
    }
  }
}
