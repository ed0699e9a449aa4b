/**
 * Indexer acknowledgment of one channel. A request that was taken gets a number; the collector tells once that its
 * events are stored, and then forgets the number. Any other answer means "not yet" or "never heard of it", so an
 * answer that was lost, a restart and a collector behind a load balancer that has changed all show as silence: what is
 * not confirmed in time is lost and must be sent again.
 *
 * Splunk keeps a channel across connections, so a broken connection ends nothing. But a collector that has restarted
 * counts from 0 again, and a `true` for 7 may then be about another request than the 7 we have in mind. Two rules stand
 * against that. A number that comes twice ends the channel, and all that is pending is lost. And as long as none has
 * come twice, a `true` for 7 is believed only if no more than 7 requests have answers that we did not see: a new
 * collector that knows a 7 has also given 0 to 6, and each of these eight numbers either went to a request whose answer
 * we did not see, or has not come twice because the old one gave it to such a request.
 */
import { sleep, type Clock } from "../../runtime/clock.ts";
import type { Outcome } from "../custody.ts";
import type { AckAnswer } from "./ack-answer.ts";
import { Unseen } from "./unseen.ts";

/** Why nothing more will be heard of what was taken. */
export type LossReason =
  | "unconfirmed"
  | "uncertain"
  | "number_repeated"
  | "channel_unknown"
  | "moved";

export interface AckOptions {
  readonly clock: Clock;
  /** From one question to the next; each is about all that is pending. */
  readonly everyMs: number;
  readonly patienceMs: number;
  /** The signal is aborted as soon as nobody waits for the answer. */
  readonly ask: (ackIds: readonly number[], signal: AbortSignal) => Promise<AckAnswer>;
  readonly onLoss?: (reason: LossReason) => void;
}

interface Pending {
  readonly lostAt: number;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
}

export class AckChannel {
  readonly #options: AckOptions;
  readonly #given = new Set<number>();
  #highest = -1;
  readonly #pending = new Map<number, Pending>();
  readonly #unseen = new Unseen();
  /** Numbers that were confirmed, and when: answers that were on their way at that moment decide whether it is true. */
  readonly #doubtful = new Map<number, number>();
  #needed = new AbortController();
  /** Never rejects: a failure is for those who wait. */
  #asking: Promise<void> | undefined;
  #over = false;
  #isRetired = false;

  constructor(options: AckOptions) {
    this.#options = options;
  }

  /**
   * No further request should use the channel: it has ended, has given out so many numbers that they are not kept
   * longer, what it lost makes it likely that the collector does not know it any more, or so many answers were not seen
   * that its next number would not be believed.
   */
  get spent(): boolean {
    const isDoubted = this.#unseen.lost > this.#highest + 1;
    return this.#over || this.#isRetired || isDoubted || this.#given.size >= mostNumbers;
  }

  /** What is pending is still asked for. */
  retire(): void {
    this.#isRetired = true;
  }

  get isWaiting(): boolean {
    return this.#pending.size > 0;
  }

  /** A request goes. To be called with what became of its answer, but only after `wait` where it gave a number. */
  sending(): (answer: "seen" | "lost") => void {
    const ended = this.#unseen.sending();
    return (answer) => {
      ended(answer);
      this.#weighDoubts();
    };
  }

  /** Resolves when it is known what became of a request, or nobody will ever know. Fails only if asking does. */
  async wait(ackId: number, signal: AbortSignal): Promise<Outcome> {
    if (this.#given.has(ackId)) this.end("number_repeated");
    if (this.#over) return "lost";
    this.#given.add(ackId);
    this.#highest = Math.max(this.#highest, ackId);
    if (signal.aborted) return "aborted";
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const aborted = () => this.#settle(ackId, "aborted");
    signal.addEventListener("abort", aborted);
    const lostAt = this.#options.clock.monotonic() + this.#options.patienceMs;
    this.#pending.set(ackId, { lostAt, settle: resolve, fail: reject });
    if (this.#asking === undefined) this.#asking = this.#askOnAndOn();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", aborted);
    }
  }

  /** All that is pending is lost, and all that comes. */
  end(reason: LossReason | "closed"): void {
    if (!this.#over && reason !== "closed") this.#options.onLoss?.(reason);
    this.#over = true;
    for (const ackId of this.#pending.keys()) this.#settle(ackId, "lost");
  }

  /** Goes on for as long as anybody waits. */
  async #askOnAndOn(): Promise<void> {
    try {
      while (this.#pending.size > 0) await this.#askOnce();
    } catch (error) {
      for (const { fail } of this.#pending.values()) fail(error);
      this.#pending.clear();
    } finally {
      this.#asking = undefined;
    }
  }

  async #askOnce(): Promise<void> {
    const { clock, everyMs } = this.#options;
    this.#needed = new AbortController();
    const { signal } = this.#needed;
    if (!(await sleep(clock, everyMs, signal))) return;
    const ackIds = [...this.#pending.keys()];
    for (let from = 0; from < ackIds.length && !signal.aborted; from += mostAsked)
      if (!(await this.#askAbout(ackIds.slice(from, from + mostAsked), signal))) break;
    const now = clock.monotonic();
    for (const [ackId, { lostAt }] of this.#pending)
      if (lostAt <= now) this.#lose(ackId, "unconfirmed");
  }

  /** Whether there was an answer. */
  async #askAbout(ackIds: readonly number[], signal: AbortSignal): Promise<boolean> {
    const answer = await this.#options.ask(ackIds, signal);
    if (answer.kind === "over") this.end("channel_unknown");
    if (answer.kind !== "told") return false;
    for (const ackId of answer.confirmed)
      if (this.#pending.has(ackId)) this.#doubtful.set(ackId, this.#unseen.now);
    this.#weighDoubts();
    return true;
  }

  #weighDoubts(): void {
    for (const [ackId, moment] of this.#doubtful) {
      if (ackId >= this.#unseen.until(moment)) this.#settle(ackId, "confirmed");
      else if (ackId < this.#unseen.lost) this.#lose(ackId, "uncertain");
    }
  }

  #lose(ackId: number, reason: LossReason): void {
    this.retire();
    this.#options.onLoss?.(reason);
    this.#settle(ackId, "lost");
  }

  #settle(ackId: number, outcome: Outcome): void {
    this.#doubtful.delete(ackId);
    this.#pending.get(ackId)?.settle(outcome);
    this.#pending.delete(ackId);
    if (this.#pending.size === 0) this.#needed.abort();
  }
}

/** Of one channel; a set that only grows would be a leak. */
const mostNumbers = 10_000;

/** In one question. */
const mostAsked = 4000;
