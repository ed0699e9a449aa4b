import { batchOf, type Batch } from "../event.ts";
import type { DeliveryReport, Destination, TroubleKind } from "./destination.ts";

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
    const middle = Math.ceil(batch.events.length / 2);
    const first = await deliver(batchOf(batch.events.slice(0, middle)), signal);
    return merge(first, await deliver(batchOf(batch.events.slice(middle)), signal));
  }

  return { name: destination.name, deliver, close: () => destination.close() };
}

function reasonAlone(kind: TroubleKind): "too_large" | "refused" | undefined {
  if (kind === "too_large") return "too_large";
  return kind === "malformed" ? "refused" : undefined;
}

function merge(first: DeliveryReport, second: DeliveryReport): DeliveryReport {
  const trouble = second.trouble ?? first.trouble;
  return {
    retryable: [...first.retryable, ...second.retryable],
    rejected: [...first.rejected, ...second.rejected],
    duplicates: first.duplicates + second.duplicates,
    ...(trouble !== undefined && { trouble }),
  };
}
