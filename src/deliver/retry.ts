import { batchOf, type Rejection } from "../event.ts";
import { backoffMs, type Backoff } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import type { Destination } from "./destination.ts";

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
      const rejected: Rejection[] = [];
      let duplicates = 0;
      let rest = batch;
      for (let attempt = 1, fruitless = 1; ; attempt += 1, fruitless += 1) {
        const report = await destination.deliver(rest, signal);
        for (const rejection of report.rejected) rejected.push({ ...rejection, attempts: attempt });
        duplicates += report.duplicates;
        if (report.retryable.length === 0) return { retryable: [], rejected, duplicates };

        if (report.retryable.length < rest.events.length) fruitless = 1;
        rest = batchOf(report.retryable);
        const asked = Math.min(report.trouble?.retryAfterMs ?? 0, longestRetryAfterMs);
        const waitMs = Math.max(asked, backoffMs(backoff, fruitless));
        if (!(await sleep(clock, waitMs, signal))) return { ...report, rejected, duplicates };
      }
    },
  };
}
