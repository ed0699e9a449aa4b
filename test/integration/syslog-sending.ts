import type { Destination, Unconfirmed } from "../../src/deliver/destination.ts";
import { batchOf, type EncodedEvent, type Rejection } from "../../src/event.ts";

export interface Sending {
  readonly batchEvents: number;
  /** Batches on their way at the same time. */
  readonly atOnce: number;
  readonly onDelivered?: (events: readonly EncodedEvent[]) => void;
}

const { signal } = new AbortController();

/** Sends all until each event is delivered or rejected, as the daemon would, and returns those that were rejected. */
export async function sendAll(
  destination: Destination,
  events: readonly EncodedEvent[],
  { batchEvents, atOnce, onDelivered }: Sending,
): Promise<readonly Rejection[]> {
  const rejections: Rejection[] = [];
  const waiting = batchesOf(events, batchEvents);
  const confirmations: Promise<void>[] = [];
  const whenConfirmed = async ({ events: sent, confirmation }: Unconfirmed) => {
    if (await confirmation) onDelivered?.(sent);
  };
  const sendEach = async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const report = await destination.deliver(batchOf(batch), signal);
      const { retryable, rejected, unconfirmed = [] } = report;
      rejections.push(...rejected);
      confirmations.push(...unconfirmed.map(whenConfirmed));
      const remaining = new Set([...retryable, ...unconfirmed.flatMap(({ events: sent }) => sent)]);
      const refused = new Set(rejected.map(({ record }) => record));
      onDelivered?.(batch.filter((event) => !remaining.has(event) && !refused.has(event.record)));
      if (retryable.length > 0) {
        waiting.unshift([...retryable]);
        await pause();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendEach));
  await Promise.all(confirmations);
  return rejections;
}

function batchesOf(events: readonly EncodedEvent[], size: number): EncodedEvent[][] {
  const batches: EncodedEvent[][] = [];
  for (let at = 0; at < events.length; at += size) batches.push(events.slice(at, at + size));
  return batches;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

/** How often a text is in the first list but not in the second: its beginning, for a short failure. */
export function missing(from: readonly string[], than: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of than) counts.set(text, (counts.get(text) ?? 0) + 1);
  return from
    .filter((text) => {
      const count = counts.get(text) ?? 0;
      counts.set(text, count - 1);
      return count <= 0;
    })
    .map((text) => text.slice(0, 200));
}
