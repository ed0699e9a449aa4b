/**
 * What a lane does with the claims its records hold. The records of one object stand together in a batch, so each
 * run of them is one call, not one for each event.
 */
import type { RejectReason, Receipt, ReleaseReason, TrailRecord } from "../event.ts";
import type { Books } from "../observe/books.ts";

/** The claims of some records, without the records: it may outlive them by minutes. */
export interface Claims {
  complete(): void;
  /** The records were not taken for good and are stored nowhere. */
  giveUp(reason: RejectReason | "draining" | "unconfirmed"): void;
}

export interface Claiming {
  hold(holders: readonly Holder[]): void;
  of(holders: readonly Holder[]): Claims;
}

/** An event, or a rejection. */
export interface Holder {
  readonly record: TrailRecord;
}

/** For a required destination: a message is acknowledged only after each of its records was taken, else released. */
export function bindingClaims(books: Books): Claiming {
  return {
    hold(holders) {
      for (const { receipt, count } of runsOf(holders)) receipt.hold(count);
    },
    of(holders) {
      const runs = runsOf(holders);
      const total = holders.length;
      return {
        complete() {
          for (const { receipt, count } of runs) receipt.complete(count);
        },
        giveUp(why) {
          const reason = releaseReason(why);
          books.released(reason, total);
          for (const { receipt, count } of runs) receipt.fail({ kind: "release", reason }, count);
        },
      };
    },
  };
}

/** For a destination that is not required: it never holds an acknowledgement back, and what it gives up is dropped and counted. */
export function looseClaims(books: Books): Claiming {
  return {
    hold: () => undefined,
    of({ length }) {
      return {
        complete: () => undefined,
        giveUp: (reason) => books.dropped(reason, length),
      };
    },
  };
}

function releaseReason(why: Parameters<Claims["giveUp"]>[0]): ReleaseReason {
  return why === "draining" || why === "unconfirmed" ? why : "record_rejected";
}

interface Run {
  readonly receipt: Receipt;
  readonly count: number;
}

function runsOf(holders: readonly Holder[]): readonly Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let at = 1; at <= holders.length; at += 1) {
    const receipt = holders[start]?.record.origin.receipt;
    if (receipt === undefined || holders[at]?.record.origin.receipt === receipt) continue;
    runs.push({ receipt, count: at - start });
    start = at;
  }
  return runs;
}
