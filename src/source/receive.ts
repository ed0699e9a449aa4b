import type { Metrics } from "../observe/metrics.ts";
import type { Pulse } from "../observe/pulse.ts";
import { backoffMs } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import type { Queue, QueueMessage } from "./queue.ts";
import type { Trouble } from "./trouble.ts";

export interface ReceivingOptions {
  readonly source: string;
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly queue: Queue;
  readonly trouble: Trouble;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly pulse: Pulse;
}

const backoff = { initialMs: 500, maxMs: 30_000 };
/** The longest poll, its time limit and the longest wait after a failure end well within this time. */
const nextAttemptMs = 120_000;
/** While it is not known whether the queue can be read, a short poll tells sooner. */
const probeSeconds = 1;
/** A server that ignores the long poll must not be asked in a tight loop. */
const emptyAnswerMs = 200;

/**
 * Asks the queue for messages until it answers. Every error is tried again, for as long as it takes: most are
 * mended outside of this process, and the SDK's own retries stop after a few and leave some errors out.
 */
export class Receiving {
  readonly #options: ReceivingOptions;
  #reachable = false;

  constructor(options: ReceivingOptions) {
    this.#options = options;
  }

  /** At most `max` messages; none after an empty poll, and none when the signal is aborted. */
  async receive(max: number, stopping: AbortSignal): Promise<readonly QueueMessage[]> {
    const { clock, pulse, source } = this.#options;
    try {
      for (let attempt = 1; !stopping.aborted; attempt += 1) {
        pulse.beat(`source ${source}`, nextAttemptMs);
        const startedAt = clock.monotonic();
        const messages = await this.#attempt(max, stopping);
        if (messages === undefined) {
          await sleep(clock, backoffMs(backoff, attempt), stopping);
          continue;
        }
        const tooSoonMs = emptyAnswerMs - (clock.monotonic() - startedAt);
        if (messages.length === 0 && tooSoonMs > 0) await sleep(clock, tooSoonMs, stopping);
        return messages;
      }
      return [];
    } finally {
      pulse.rest(`source ${source}`);
    }
  }

  async #attempt(max: number, stopping: AbortSignal): Promise<readonly QueueMessage[] | undefined> {
    const { source, queue, trouble, metrics, visibilitySeconds, waitSeconds } = this.#options;
    const pollSeconds = this.#reachable ? waitSeconds : Math.min(probeSeconds, waitSeconds);
    try {
      const ask = { max, waitSeconds: pollSeconds, visibilitySeconds };
      const messages = await queue.receive(ask, stopping);
      this.#reachable = true;
      trouble.over();
      return messages;
    } catch (error) {
      if (stopping.aborted) return undefined;
      this.#reachable = false;
      const { reason } = trouble.report(error);
      metrics.receiveErrors.inc({ source, reason });
      return undefined;
    }
  }
}
