import type { Clock } from "./clock.ts";

export interface Deadline {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Runs work that ends when its time is over or the signal is aborted, and tells which of the two it was, even where
 * the work is deaf to the signal it gets. Work that fails for another reason throws.
 */
export async function withinDeadline<T extends object>(
  { clock, ms, signal }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | "timeout" | "aborted"> {
  if (signal.aborted) return "aborted";
  const controller = new AbortController();
  const cut = Promise.withResolvers<"timeout" | "aborted">();
  let cause: "timeout" | "aborted" | undefined;
  const end = (why: "timeout" | "aborted") => {
    cause ??= why;
    controller.abort();
    cut.resolve(cause);
  };
  const onAbort = () => end("aborted");
  const cancel = clock.schedule(ms, () => end("timeout"));
  signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([work(controller.signal), cut.promise]);
  } catch (error) {
    if (cause !== undefined) return cause;
    throw error;
  } finally {
    cancel();
    signal.removeEventListener("abort", onAbort);
  }
}
