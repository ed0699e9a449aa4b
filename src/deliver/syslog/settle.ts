import { sleep, type Clock } from "../../runtime/clock.ts";

/**
 * Waits until a line has outlived what was sent on it. True when it has, false where that was called off; throws what
 * the line was lost by.
 */
export async function settled(
  lost: AbortSignal,
  delayMs: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<boolean> {
  const ends = AbortSignal.any([signal, lost]);
  const passed = delayMs === 0 || (await sleep(clock, delayMs, ends));
  if (!passed) lost.throwIfAborted();
  return passed;
}
