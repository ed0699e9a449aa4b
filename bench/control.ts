/**
 * What the benchmark and the process of its servers say to each other. Messages between two halves of one program:
 * they are told apart by their kind and trusted beyond that.
 */
import type { Confirmation, Received } from "./receivers/tally.ts";

export type Order =
  /** `everyMs` 0: all at once. */
  | { readonly kind: "send"; readonly messages: number; readonly everyMs: number }
  | { readonly kind: "stall"; readonly ms: number }
  | { readonly kind: "tell timeline" }
  | { readonly kind: "stop" };

export type Report =
  | ({ readonly kind: "listening"; readonly awsUrl: string } & Receivers)
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "timeline"; readonly timeline: Timeline };

/** Where destinations are, as a configuration names them. */
export interface Receivers {
  readonly httpUrl: string;
  readonly tcpUrl: string;
  /** Absent where there is no `openssl` to make a certificate. */
  readonly tls?: { readonly url: string; readonly caFile: string };
}

/** Totals since the servers started. */
export interface Progress {
  readonly messagesDeleted: number;
  /** Milliseconds since the epoch. */
  readonly lastDeletedAt: number;
  readonly received: Received;
  /** Requests to SQS and S3 by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** CPU time of the servers' own process. */
  readonly cpuSeconds: number;
}

/** When what happened, in milliseconds since the epoch; messages in the order in which they were sent. */
export interface Timeline {
  readonly sentAt: readonly number[];
  readonly deletedAt: readonly number[];
  readonly confirmations: readonly Confirmation[];
}

export function isOrder(message: unknown): message is Order {
  return ["send", "stall", "tell timeline", "stop"].includes(kindOf(message));
}

export function isReport(message: unknown): message is Report {
  return ["listening", "progress", "timeline"].includes(kindOf(message));
}

function kindOf(message: unknown): string {
  const known = typeof message === "object" && message !== null && "kind" in message;
  return known && typeof message.kind === "string" ? message.kind : "";
}
