import { parseAwsError } from "../runtime/aws-error.ts";
import { awsTrouble, type Call, type Remedy } from "../deliver/dead-letter/aws-trouble.ts";
import { inTime } from "../deliver/dead-letter/in-time.ts";
import { backoffMs } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import { CalledOff, PlaceTrouble } from "./letter-place.ts";

export interface Ask extends Call {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Before the call is tried again with what another client can do better. */
  readonly onRemedy?: (remedy: Remedy) => void;
}

const maxTries = 5;
const backoff = { initialMs: 250, maxMs: 4000 };

/** One call, tried again while its trouble may heal. Throws `PlaceTrouble`, or `CalledOff` once the signal is aborted. */
export async function askAws<T extends object>(
  ask: Ask,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTime(ask.clock, ask.signal, send);
    } catch (cause) {
      if (ask.signal.aborted) throw new CalledOff("A call was cut short", { cause });
      const trouble = awsTrouble(parseAwsError(cause), ask);
      if (!trouble.heals || tries === maxTries) throw new PlaceTrouble(trouble.message, { cause });
      if (trouble.remedy !== undefined) ask.onRemedy?.(trouble.remedy);
      await sleep(ask.clock, backoffMs(backoff, tries), ask.signal);
    }
  }
}
