import type { Batch, EncodedEvent, Rejection } from "../event.ts";

export interface Destination {
  readonly name: string;
  /** One attempt. A refusal is a report; only a bug throws. An aborted attempt reports its events as retryable. */
  deliver(batch: Batch, signal: AbortSignal): Promise<DeliveryReport>;
  /** Frees connections and files. No attempt is running when it is called. */
  close(): Promise<void>;
}

/** What became of a batch. Events in neither list were delivered. */
export interface DeliveryReport {
  readonly retryable: readonly EncodedEvent[];
  readonly rejected: readonly Rejection[];
  /** Of the delivered ones, how many the destination already had. */
  readonly duplicates: number;
  /** Of the delivered ones, how many it took but set aside because they do not fit (Elasticsearch's failure store). */
  readonly degraded?: number;
  /** Why events are retryable; always there when any is. */
  readonly trouble?: Trouble;
}

export interface Trouble {
  readonly kind: TroubleKind;
  /** For the log and `/readyz`: what happened, in the destination's words, and what to do. No secrets. */
  readonly message: string;
  /** The destination asked to wait this long. */
  readonly retryAfterMs?: number;
  /** With `malformed`, a hint: the event with this index in the batch, or the one before it, is to blame. */
  readonly suspect?: number;
}

/**
 * `too_large` and `malformed`: the request as a whole was refused for what it holds, smaller ones may pass.
 * `unauthorized`, `forbidden`, `missing`, `tls`: someone must mend the configuration; tried again until it is.
 * The others heal by themselves. `aborted`: the attempt was cut short by us.
 */
export type TroubleKind =
  | "too_large"
  | "malformed"
  | "unauthorized"
  | "forbidden"
  | "missing"
  | "tls"
  | "throttled"
  | "unavailable"
  | "unreachable"
  | "timeout"
  | "garbled"
  | "aborted";

export const allDelivered: DeliveryReport = { retryable: [], rejected: [], duplicates: 0 };

export function noneDelivered(events: readonly EncodedEvent[], trouble: Trouble): DeliveryReport {
  return { retryable: events, rejected: [], duplicates: 0, trouble };
}
