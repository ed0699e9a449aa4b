import type { Clock } from "../../runtime/clock.ts";
import { withinDeadline } from "../../runtime/deadline.ts";

/** Leaves time for a second try before whoever buries the letters loses patience. */
const timeoutMs = 10_000;

/** One call that must end; cut short, it throws a `TimeoutError` or an `AbortError`. */
export async function inTime<T extends object>(
  clock: Clock,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const answer = await withinDeadline({ clock, ms: timeoutMs, signal }, call);
  if (answer === "timeout")
    throw new DOMException(`No answer within ${timeoutMs / 1000} s`, "TimeoutError");
  if (answer === "aborted") throw new DOMException("The call was aborted", "AbortError");
  return answer;
}
