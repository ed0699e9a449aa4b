import type { Batch, EncodedEvent, Rejection } from "../event.ts";

export interface Destination {
  readonly name: string;
  /** One attempt. A refusal is a report; only a bug throws. An aborted attempt reports its events as retryable. */
  deliver(batch: Batch, signal: AbortSignal): Promise<DeliveryReport>;
  /** What can be done before there is anything to deliver. Failures are told by the log, and by each delivery. */
  prepare?(): Promise<void>;
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
  /** Of the delivered ones, those that the destination has taken but not yet stored for good. */
  readonly unconfirmed?: readonly Unconfirmed[];
  /** How long the attempt waited for room before it sent anything: that says nothing of how fast the destination answers. */
  readonly waitedMs?: number;
  /** Why events are retryable; always there when any is. */
  readonly trouble?: Trouble;
}

/**
 * Events that were taken and are confirmed later, as by Splunk's indexer acknowledgment, or by a syslog connection that
 * outlives them. Waiting for that takes no delivery slot, and whoever keeps this must not keep the events: thousands of batches may wait at once.
 */
export interface Unconfirmed {
  readonly events: readonly EncodedEvent[];
  /** True when they are stored; false where the destination gives up, or the delivery's signal is aborted. */
  readonly confirmation: Promise<boolean>;
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

/** What became of two parts of a batch, or of one in two attempts. */
export function joined(first: DeliveryReport, second: DeliveryReport): DeliveryReport {
  const trouble = second.trouble ?? first.trouble;
  const degraded = sum(first.degraded, second.degraded);
  const unconfirmed = [...(first.unconfirmed ?? []), ...(second.unconfirmed ?? [])];
  const waitedMs = sum(first.waitedMs, second.waitedMs);
  return {
    retryable: [...first.retryable, ...second.retryable],
    rejected: [...first.rejected, ...second.rejected],
    duplicates: first.duplicates + second.duplicates,
    ...(degraded > 0 && { degraded }),
    ...(unconfirmed.length > 0 && { unconfirmed }),
    ...(waitedMs > 0 && { waitedMs }),
    ...(trouble !== undefined && { trouble }),
  };
}

export function noneDelivered(events: readonly EncodedEvent[], trouble: Trouble): DeliveryReport {
  return { retryable: events, rejected: [], duplicates: 0, trouble };
}

function sum(first = 0, second = 0): number {
  return first + second;
}
