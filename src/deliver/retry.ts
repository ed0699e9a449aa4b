import { batchOf } from "../event.ts";
import { backoffMs, type Backoff } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import { allDelivered, joined, type DeliveryReport, type Destination } from "./destination.ts";

const longestRetryAfterMs = 300_000;

/**
 * Tries again, without end, what a destination may yet take: audit records are worth waiting for, and waiting is the
 * backpressure. Ends early only when the signal is aborted; what is left is then reported as retryable.
 */
export function withRetry(destination: Destination, backoff: Backoff, clock: Clock): Destination {
  return {
    name: destination.name,
    close: () => destination.close(),
    async deliver(batch, signal) {
      let ended = allDelivered;
      let rest = batch;
      for (let attempt = 1, fruitless = 1; ; attempt += 1, fruitless += 1) {
        const report = await destination.deliver(rest, signal);
        ended = joined(ended, endedBy(report, attempt));
        const { retryable, trouble } = report;
        if (retryable.length === 0) return ended;

        if (retryable.length < rest.events.length) fruitless = 1;
        rest = batchOf(retryable);
        const asked = Math.min(trouble?.retryAfterMs ?? 0, longestRetryAfterMs);
        const waitMs = Math.max(asked, backoffMs(backoff, fruitless));
        if (!(await sleep(clock, waitMs, signal)))
          return { ...ended, retryable, ...(trouble !== undefined && { trouble }) };
      }
    },
  };
}

/** What of an attempt is not tried again. */
function endedBy(report: DeliveryReport, attempts: number): DeliveryReport {
  const { degraded, duplicates, rejected, unconfirmed } = report;
  return {
    retryable: [],
    rejected: rejected.map((rejection) => ({ ...rejection, attempts })),
    duplicates,
    ...(degraded !== undefined && { degraded }),
    ...(unconfirmed !== undefined && { unconfirmed }),
  };
}
