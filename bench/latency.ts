import type { Timeline } from "./control.ts";

/**
 * For each message, how long until as many records were confirmed as it and those before it have: exact as long as they
 * are confirmed in order, as in a trickle, and never too little for the last of those that are not.
 */
export function confirmedAfterMs(
  { sentAt, confirmations }: Pick<Timeline, "sentAt" | "confirmations">,
  recordsPerObject: number,
): readonly number[] {
  return sentAt.map((sent, message) => {
    const records = (message + 1) * recordsPerObject;
    const confirmation = confirmations.find(({ documents }) => documents >= records);
    return confirmation === undefined ? Infinity : confirmation.at - sent;
  });
}

/** The least of the values that such a share of them does not exceed; 1 is the greatest. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
