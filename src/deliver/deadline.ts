import type { Clock } from "../runtime/clock.ts";

export interface Deadline {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Runs work that ends early when its time is over or the signal is aborted, and tells which of the two it was.
 * Work that fails for another reason throws.
 */
export async function withinDeadline<T extends object>(
  { clock, ms, signal }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | "timeout" | "aborted"> {
  if (signal.aborted) return "aborted";
  const cut = new AbortController();
  let cause: "timeout" | "aborted" | undefined;
  const end = (why: "timeout" | "aborted") => {
    cause ??= why;
    cut.abort();
  };
  const onAbort = () => end("aborted");
  const cancel = clock.schedule(ms, () => end("timeout"));
  signal.addEventListener("abort", onAbort);
  try {
    return await work(cut.signal);
  } catch (error) {
    if (cause !== undefined) return cause;
    throw error;
  } finally {
    cancel();
    signal.removeEventListener("abort", onAbort);
  }
}
