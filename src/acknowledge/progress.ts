/**
 * Remembers how much of an object was delivered although its message comes back, because the object is damaged
 * further on or another object of the message failed. The next delivery of the same message skips that much.
 * Bounded and in memory only: what is forgotten is delivered again, which the promises allow.
 */
export class Progress {
  readonly #delivered = new Map<string, number>();
  readonly #maxObjects: number;

  constructor(maxObjects = 10_000) {
    this.#maxObjects = maxObjects;
  }

  /** How many elements of the object, from its first, were delivered. The claim names message, object and version. */
  delivered(claim: string): number {
    return this.#delivered.get(claim) ?? 0;
  }

  remember(claim: string, elements: number): void {
    this.#delivered.delete(claim);
    this.#delivered.set(claim, elements);
    if (this.#delivered.size <= this.#maxObjects) return;
    for (const oldest of this.#delivered.keys()) {
      this.#delivered.delete(oldest);
      return;
    }
  }
}
