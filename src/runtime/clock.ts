/**
 * Time, passed in: nothing else calls timers or `Date.now()`, so that tests move time by hand.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since an arbitrary start; never goes back. For durations. */
  monotonic(): number;
  /** Calls back once, `ms` milliseconds from now, unless cancelled by the returned function. */
  schedule(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits. Resolves to true when the time has passed, to false as soon as the signal is aborted. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (passed: boolean) => {
      cancel();
      signal.removeEventListener("abort", aborted);
      resolve(passed);
    };
    const aborted = () => finish(false);
    const cancel = clock.schedule(ms, () => finish(true));
    signal.addEventListener("abort", aborted);
  });
}
