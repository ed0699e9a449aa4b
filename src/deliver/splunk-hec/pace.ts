import { backoffMs, type Backoff } from "../../runtime/backoff.ts";
import { sleep, type Clock } from "../../runtime/clock.ts";

const rest: Backoff = { initialMs: 500, maxMs: 15_000 };
const longestRestMs = 60_000;

/**
 * Slows down a server that takes everything but says that it is close to its limits: the next requests wait, longer
 * each time that it says so again.
 */
export class Pace {
  readonly #clock: Clock;
  /** In a row, answers that came during one rest counted as one. */
  #strains = 0;
  #restUntil = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  eased(): void {
    this.#strains = 0;
  }

  strained(askedMs: number = 0): void {
    const now = this.#clock.monotonic();
    if (this.#restUntil > now) return;
    this.#strains += 1;
    const asked = Math.min(askedMs, longestRestMs);
    // Not random: a rest that is too short does not relieve anybody.
    this.#restUntil =
      now +
      Math.max(
        asked,
        backoffMs(rest, this.#strains, () => 1),
      );
  }

  /** Resolves when a request may go, to false as soon as the signal is aborted. */
  async ready(signal: AbortSignal): Promise<boolean> {
    const waitMs = this.#restUntil - this.#clock.monotonic();
    return waitMs > 0 ? await sleep(this.#clock, waitMs, signal) : !signal.aborted;
  }
}
