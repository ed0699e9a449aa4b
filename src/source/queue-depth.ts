import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import { diagnose } from "./diagnosis.ts";
import type { Queue } from "./queue.ts";

export interface QueueDepthOptions {
  readonly source: string;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const everyMs = 60_000;
const timeoutMs = 10_000;

const states = {
  visible: "ApproximateNumberOfMessages",
  in_flight: "ApproximateNumberOfMessagesNotVisible",
  delayed: "ApproximateNumberOfMessagesDelayed",
} as const;

/**
 * Reads how much waits in the queue, once a minute until the signal is aborted, and looks once whether the queue has
 * a redrive policy. Nothing depends on it: without the right to read that, everything else works.
 */
export async function watchQueue(options: QueueDepthOptions, stopping: AbortSignal): Promise<void> {
  const { source, queue, clock, log } = options;
  let policySeen = false;
  let troubleTold = false;
  do {
    try {
      const names = [...Object.values(states), "RedrivePolicy"] as const;
      const attributes = await queue.attributes(names, { timeoutMs, signal: stopping });
      showDepth(options, attributes);
      if (!policySeen && attributes["RedrivePolicy"] === undefined) warnOfNoPolicy(options);
      policySeen = true;
    } catch (error) {
      if (stopping.aborted || troubleTold) continue;
      troubleTold = true;
      log.info(
        { source, ...diagnose(error, "sqs:GetQueueAttributes") },
        "Could not read the queue's attributes; went on without its depth and redrive policy",
      );
    }
  } while (await sleep(clock, everyMs, stopping));
}

function showDepth(
  { source, metrics }: QueueDepthOptions,
  attributes: Readonly<Partial<Record<string, string>>>,
): void {
  for (const [state, name] of Object.entries(states)) {
    const count = Number(attributes[name]);
    if (Number.isFinite(count)) metrics.queueMessages.set({ source, state }, count);
  }
}

function warnOfNoPolicy({ source, log }: QueueDepthOptions): void {
  log.warn(
    {
      source,
      advice:
        "Give the queue a redrive policy with a dead-letter queue. Until then a message that can't be forwarded " +
        "comes back until the queue's retention ends, and is then lost.",
    },
    "Found no redrive policy on the queue",
  );
}
