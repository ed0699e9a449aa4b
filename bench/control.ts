/**
 * What the benchmark and the process of its servers say to each other. Messages between two halves of one program:
 * they are told apart by their kind and trusted beyond that.
 */
import type { Received } from "./receiver.ts";

export type Order =
  | { readonly kind: "send"; readonly messages: number }
  | { readonly kind: "stall"; readonly ms: number }
  | { readonly kind: "stop" };

export type Report =
  | { readonly kind: "listening"; readonly awsUrl: string; readonly receiverUrl: string }
  | { readonly kind: "progress"; readonly progress: Progress };

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

export function isOrder(message: unknown): message is Order {
  return ["send", "stall", "stop"].includes(kindOf(message));
}

export function isReport(message: unknown): message is Report {
  return ["listening", "progress"].includes(kindOf(message));
}

function kindOf(message: unknown): string {
  const known = typeof message === "object" && message !== null && "kind" in message;
  return known && typeof message.kind === "string" ? message.kind : "";
}
