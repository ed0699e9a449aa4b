import { backoffMs } from "../../runtime/backoff.ts";
import { sleep, type Clock } from "../../runtime/clock.ts";
import type { AwsTrouble } from "./aws-trouble.ts";
import type { Stored } from "./dead-letter.ts";

export interface Insistence {
  readonly clock: Clock;
  readonly where: string;
  readonly signal: AbortSignal;
}

/** A few seconds in all: a failed store gives whole messages back, but their claims wait for it. */
const maxTries = 5;
const backoff = { initialMs: 250, maxMs: 4000 };

/** Makes attempts until one has no trouble, one has trouble that does not heal, or patience is over. */
export async function insist(
  { clock, where, signal }: Insistence,
  attempt: () => Promise<AwsTrouble | undefined>,
): Promise<Stored> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    const trouble = await attempt();
    if (trouble === undefined) return { kind: "ok" };
    if (signal.aborted) break;
    if (!trouble.heals || tries === maxTries) return { kind: "failed", message: trouble.message };
    await sleep(clock, backoffMs(backoff, tries), signal);
  }
  return { kind: "failed", message: `Storing dead letters in ${where} was called off` };
}
