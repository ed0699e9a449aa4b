/**
 * What a lane does with the claims its records hold. The records of one object stand together in a batch, so each
 * run of them is one call, not one for each event.
 */
import type { RejectReason, Receipt, ReleaseReason, TrailRecord } from "../event.ts";
import type { Books } from "../observe/books.ts";

export interface Claims {
  hold(records: readonly TrailRecord[]): void;
  complete(records: readonly TrailRecord[]): void;
  /** The records were not taken and are stored nowhere. */
  giveUp(records: readonly TrailRecord[], reason: RejectReason | "draining"): void;
}

/** For a required destination: a message is acknowledged only after each of its records was taken, else released. */
export function bindingClaims(books: Books): Claims {
  return {
    hold: (records) => forEachRun(records, (receipt, count) => receipt.hold(count)),
    complete: (records) => forEachRun(records, (receipt, count) => receipt.complete(count)),
    giveUp(records, why) {
      const reason: ReleaseReason = why === "draining" ? why : "record_rejected";
      books.released(reason, records.length);
      forEachRun(records, (receipt, count) => receipt.fail({ kind: "release", reason }, count));
    },
  };
}

/** For a destination that is not required: it never holds an acknowledgement back, and what it gives up is dropped and counted. */
export function looseClaims(books: Books): Claims {
  return {
    hold: () => undefined,
    complete: () => undefined,
    giveUp: (records, reason) => books.dropped(reason, records.length),
  };
}

function forEachRun(
  records: readonly TrailRecord[],
  end: (receipt: Receipt, count: number) => void,
): void {
  let start = 0;
  for (let at = 1; at <= records.length; at += 1) {
    const receipt = records[start]?.origin.receipt;
    if (receipt === undefined || records[at]?.origin.receipt === receipt) continue;
    end(receipt, at - start);
    start = at;
  }
}
