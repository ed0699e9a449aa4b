import { batchOf, type Batch, type EncodedEvent } from "../event.ts";
import {
  allDelivered,
  joined,
  type DeliveryReport,
  type Destination,
  type TroubleKind,
} from "./destination.ts";

/**
 * Halves a batch that was refused as a whole for what it holds, until the halves pass or one event is left:
 * only the event that is refused alone is rejected, so one poisoned or huge event never blocks the others.
 */
export function withSplitting(destination: Destination): Destination {
  async function deliver(batch: Batch, signal: AbortSignal): Promise<DeliveryReport> {
    const report = await destination.deliver(batch, signal);
    const reason = report.trouble && reasonAlone(report.trouble.kind);
    if (reason === undefined || report.retryable.length < batch.events.length) return report;

    const [only, second] = batch.events;
    if (only !== undefined && second === undefined) {
      const message = report.trouble?.message ?? "";
      return { retryable: [], rejected: [{ record: only.record, reason, message }], duplicates: 0 };
    }
    let sum = allDelivered;
    for (const part of partsOf(batch.events, report.trouble?.suspect))
      sum = joined(sum, await deliver(batchOf(part), signal));
    return sum;
  }

  return { name: destination.name, deliver, close: () => destination.close() };
}

/** Halves; or, where the server hints at an event, what stands before it, that event and its neighbour alone, and the others. */
function partsOf(
  events: readonly EncodedEvent[],
  suspect: number | undefined,
): readonly (readonly EncodedEvent[])[] {
  const cuts =
    suspect !== undefined && suspect <= events.length
      ? [Math.max(suspect - 1, 0), suspect, suspect + 1]
      : [Math.ceil(events.length / 2)];
  return [0, ...cuts]
    .map((from, index) => events.slice(from, cuts[index]))
    .filter(({ length }) => length > 0);
}

function reasonAlone(kind: TroubleKind): "too_large" | "refused" | undefined {
  if (kind === "too_large") return "too_large";
  return kind === "malformed" ? "refused" : undefined;
}
