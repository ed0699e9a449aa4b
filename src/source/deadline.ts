import type { Clock } from "../runtime/clock.ts";

export interface Deadline {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * One call that must end: with its answer, when its time is over (a `TimeoutError`) or when the signal is aborted
 * (an `AbortError`), even where the callee is deaf to the signal it gets.
 */
export async function within<T>(
  { clock, timeoutMs, signal }: Deadline,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const cut = Promise.withResolvers<never>();
  const end = (error: DOMException) => {
    controller.abort(error);
    cut.reject(error);
  };
  const aborted = () => end(new DOMException("The call was aborted", "AbortError"));
  const cancel = clock.schedule(timeoutMs, () =>
    end(new DOMException(`No answer within ${timeoutMs} ms`, "TimeoutError")),
  );
  signal.addEventListener("abort", aborted);
  try {
    return await Promise.race([call(controller.signal), cut.promise]);
  } finally {
    cancel();
    signal.removeEventListener("abort", aborted);
  }
}
