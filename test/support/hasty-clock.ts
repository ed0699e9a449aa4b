import type { Clock } from "../../src/runtime/clock.ts";

/** Time in which waits pass at once, and move it. Deadlines of `patienceMs` and longer never come. */
export class HastyClock implements Clock {
  readonly #patienceMs: number;
  #now = Date.parse("2026-01-01T00:00:00Z");

  constructor(patienceMs = 30_000) {
    this.#patienceMs = patienceMs;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  schedule(ms: number, callback: () => void): () => void {
    if (ms >= this.#patienceMs) return () => {};
    const at = this.#now + ms;
    const immediate = setImmediate(() => {
      this.#now = Math.max(this.#now, at);
      callback();
    });
    return () => clearImmediate(immediate);
  }
}
