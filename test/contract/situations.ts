/**
 * What can become of the events a, b and c on their way to any receiver, and what a destination must then report.
 * The test of a destination stages those that its protocol knows.
 */
import type { TroubleKind } from "../../src/deliver/destination.ts";

export type SituationName = keyof typeof situations;

export interface Situation {
  /** Completes "it …". */
  readonly says: string;
  /** Ids; none where nothing is said. */
  readonly retryable?: readonly string[];
  readonly rejected?: readonly string[];
  readonly duplicates?: number;
  readonly trouble?: readonly TroubleKind[];
  readonly retryAfterMs?: number;
  /** What happens once the receiver has fallen silent. */
  readonly afterSilence?: "time passes" | "abort";
}

const all = ["a", "b", "c"];

export const situations = {
  accepted: { says: "reports what was accepted as delivered" },
  repeated: { says: "counts what the receiver already has as duplicates", duplicates: 3 },
  partly_refused: {
    says: "rejects only the event that the receiver will never take",
    rejected: ["b"],
  },
  partly_throttled: {
    says: "retries only the event that the receiver did not take yet",
    retryable: ["b"],
    trouble: ["throttled"],
  },
  throttled: {
    says: "waits as long as a throttling receiver asks",
    retryable: all,
    trouble: ["throttled"],
    retryAfterMs: 7000,
  },
  unavailable: {
    says: "retries what an unavailable receiver did not take",
    retryable: all,
    trouble: ["unavailable"],
  },
  too_large: {
    says: "reports a request that was too large as a whole",
    retryable: all,
    trouble: ["too_large"],
  },
  malformed: {
    says: "reports a request that was not understood as a whole",
    retryable: all,
    trouble: ["malformed"],
  },
  unauthorized: {
    says: "keeps events when its credentials are refused",
    retryable: all,
    trouble: ["unauthorized"],
  },
  forbidden: {
    says: "keeps events when it may not write",
    retryable: all,
    trouble: ["forbidden"],
  },
  missing: {
    says: "keeps events when the target does not exist",
    retryable: all,
    trouble: ["missing"],
  },
  reset_at_once: {
    says: "retries after a reset before anything was read",
    retryable: all,
    trouble: ["unreachable"],
  },
  reset_before_storing: {
    says: "retries after a reset before anything was stored",
    retryable: all,
    trouble: ["unreachable"],
  },
  answer_lost: {
    says: "does not believe in a delivery whose answer was lost",
    retryable: all,
    trouble: ["unreachable"],
  },
  answer_cut: {
    says: "does not believe half an answer",
    retryable: all,
    trouble: ["unreachable", "garbled"],
  },
  silent: {
    says: "gives up on a receiver that never answers",
    retryable: all,
    trouble: ["timeout"],
    afterSilence: "time passes",
  },
  slow_answer: {
    says: "gives up on an answer that does not come to its end",
    retryable: all,
    trouble: ["timeout"],
    afterSilence: "time passes",
  },
  garbage: {
    says: "does not believe an answer it cannot read",
    retryable: all,
    trouble: ["garbled"],
  },
  miscounted: {
    says: "does not believe an answer about another number of events",
    retryable: all,
    trouble: ["garbled"],
  },
  nobody_there: {
    says: "retries when nothing listens at the address",
    retryable: all,
    trouble: ["unreachable"],
  },
  unknown_host: {
    says: "retries when the host name is unknown",
    retryable: all,
    trouble: ["unreachable"],
  },
  untrusted_certificate: {
    says: "sends nothing to a receiver whose certificate it does not trust",
    retryable: all,
    trouble: ["tls"],
  },
  no_space: {
    says: "keeps events when the disk is full",
    retryable: all,
    trouble: ["unavailable"],
  },
  aborted: {
    says: "reports events as retryable when it is called off on the way",
    retryable: all,
    trouble: ["aborted"],
    afterSilence: "abort",
  },
} as const satisfies Record<string, Situation>;
