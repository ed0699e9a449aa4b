import type { Receipt, Settlement } from "../event.ts";

/**
 * Counts the holders of a claim and settles it once, when the last is done: `delete` if none failed.
 * A release beats a keep: what may heal is tried again, and what can't will be found again then.
 */
export function createReceipt(settle: (settlement: Settlement) => void): Receipt {
  let holders = 1;
  let failure: Settlement | undefined;

  const done = (count: number) => {
    if (count > holders) throw new Error("A receipt was completed more often than it was held");
    holders -= count;
    if (holders === 0) settle(failure ?? { kind: "delete" });
  };

  return {
    hold(count) {
      if (holders === 0) throw new Error("A settled receipt was held again");
      holders += count;
    },
    complete: done,
    fail(reason, count) {
      if (failure?.kind !== "release") failure = reason;
      done(count);
    },
  };
}
