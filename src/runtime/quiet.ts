import type { Clock } from "./clock.ts";

export interface QuietOptions {
  readonly clock: Clock;
  /** How long there has been nothing to do when it calls back. */
  readonly afterMs: number;
  /** The least time between two calls. */
  readonly everyMs: number;
  readonly onQuiet: () => void;
}

/** Calls back when there has been nothing to do for a while: once for each time that there was something. */
export class Quiet {
  readonly #options: QuietOptions;
  #calledAt = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(options: QuietOptions) {
    this.#options = options;
  }

  begin(): void {
    const { clock, afterMs, everyMs, onQuiet } = this.#options;
    this.end();
    const leastMs = this.#calledAt + everyMs - clock.monotonic();
    this.#cancel = clock.schedule(Math.max(afterMs, leastMs), () => {
      this.#calledAt = clock.monotonic();
      onQuiet();
    });
  }

  /** There is something to do, or nothing will ever be again. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
