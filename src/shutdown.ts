import type { Logger } from "./observe/logger.ts";
import type { Signals } from "./pipeline.ts";
import type { Clock } from "./runtime/clock.ts";

/** Giving everything back takes a moment, which must lie within the grace as well. */
const giveBackMs = 3000;
/** What has not ended so long after it was abandoned, such as a write to a file system that hangs, never will. */
const lastResortMs = 5000;

export interface Shutdown {
  readonly signals: Signals;
  /** The first call stops in order; the second ends the grace at once. */
  stop(why: string): void;
  /** The process is about to end: no timer must keep it. */
  close(): void;
}

export interface ShutdownOptions {
  readonly graceMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  /** Something does not end although it was abandoned: the process must end without it. */
  readonly onOverdue: () => void;
}

/**
 * Two signals end the process. `stopping`: poll no more, flush, let deliveries finish. `abandoned`, when the grace is
 * nearly over: abort every attempt and wait, and give back to the queue what is not delivered.
 */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { graceMs, clock, log, onOverdue } = options;
  const stopping = new AbortController();
  const abandoned = new AbortController();
  let cancel: (() => void) | undefined;

  const abandon = () => {
    if (abandoned.signal.aborted) return;
    log.warn("Grace is over; what is not delivered goes back to the queue");
    abandoned.abort();
    cancel?.();
    cancel = clock.schedule(lastResortMs, onOverdue);
  };

  return {
    signals: { stopping: stopping.signal, abandoned: abandoned.signal },
    stop(why) {
      if (stopping.signal.aborted) return abandon();
      log.info({ why, graceMs }, "Stopping: what was begun is delivered and acknowledged");
      stopping.abort();
      cancel = clock.schedule(Math.max(graceMs - giveBackMs, graceMs / 2), abandon);
    },
    close: () => cancel?.(),
  };
}
