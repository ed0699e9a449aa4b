import { sleep, type Clock } from "../runtime/clock.ts";

/** Waits for the next turn. False, at once, when the signal is aborted. */
export type Pace = (signal: AbortSignal) => Promise<boolean>;

/** How much of what timers are late by is caught up with. */
const catchUpMs = 200;

/** So many turns a second, evenly; undefined: without a wait. */
export function createPace(perSecond: number | undefined, clock: Clock): Pace {
  if (perSecond === undefined) return (signal) => Promise.resolve(!signal.aborted);
  let dueMs = clock.monotonic();
  return async (signal) => {
    if (signal.aborted) return false;
    const now = clock.monotonic();
    dueMs = Math.max(dueMs, now - catchUpMs);
    const waitMs = dueMs - now;
    dueMs += 1000 / perSecond;
    return waitMs <= 0 || sleep(clock, waitMs, signal);
  };
}
