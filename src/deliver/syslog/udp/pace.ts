import { sleep, type Clock } from "../../../runtime/clock.ts";

/** How far ahead of an even pace a burst may be: about what fits into the buffer of a receiver that was busy elsewhere. */
const creditMs = 20;

/** Lets so many datagrams a second pass, those of all batches together: a receiver drops what comes faster than it reads. */
export class Pace {
  readonly #perSecond: number;
  readonly #clock: Clock;
  /** When all that was admitted has had its time. */
  #until = Number.NEGATIVE_INFINITY;

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /** Resolves when so many more may be sent, or when the signal is aborted. */
  async admit(count: number, signal: AbortSignal): Promise<void> {
    const now = this.#clock.monotonic();
    const turn = Math.max(this.#until, now);
    this.#until = turn + (count / this.#perSecond) * 1000;
    const waitMs = turn - now - creditMs;
    if (waitMs > 0) await sleep(this.#clock, waitMs, signal);
  }
}
