import type { Clock } from "../runtime/clock.ts";

export interface CollectorOptions<T> {
  readonly clock: Clock;
  readonly maxItems: number;
  readonly maxAgeMs: number;
  readonly onFull: (items: readonly T[]) => void;
}

/** Gathers items until there are `maxItems` or the first of them has waited for `maxAgeMs`, then hands them on. */
export class Collector<T> {
  readonly #options: CollectorOptions<T>;
  #items: T[] = [];
  #cancelTimer: (() => void) | undefined;

  constructor(options: CollectorOptions<T>) {
    this.#options = options;
  }

  add(item: T): void {
    const { clock, maxItems, maxAgeMs } = this.#options;
    this.#items.push(item);
    if (this.#items.length >= maxItems) this.flush();
    else this.#cancelTimer ??= clock.schedule(maxAgeMs, () => this.flush());
  }

  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) this.#options.onFull(items);
  }
}
