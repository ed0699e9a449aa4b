import type { Clock } from "../runtime/clock.ts";
import type { Slots } from "../runtime/slots.ts";
import type { DeliveryReport, Destination, TroubleKind } from "./destination.ts";

export interface Pacing {
  readonly slots: Slots;
  readonly clock: Clock;
  /** Called with the number of slots whenever it changes. */
  readonly onChange: (slots: number) => void;
}

/** What a destination answers, or fails to, when it has more to do than it can. */
const strains: ReadonlySet<TroubleKind> = new Set([
  "throttled",
  "unavailable",
  "unreachable",
  "timeout",
  "garbled",
]);

/** How much of what an attempt tells of the usual time goes into it. */
const weight = 0.1;
/** Batches differ in size, and so do their times: only what takes far longer than usual is slow, and nothing quick is. */
const slowness = 3;
const quickMs = 250;

/**
 * Finds out how many batches a destination takes at once, between 1 and all slots: additive increase, multiplicative
 * decrease. A round of answers in time gives one slot more, as long as all are in use; an answer that took too long
 * takes a tenth, a strained one half. What began before the last decrease tells of the time before it.
 */
export function withPacing(
  destination: Destination,
  { slots, clock, onChange }: Pacing,
): Destination {
  let limit = slots.open;
  let lastDecrease = Number.NEGATIVE_INFINITY;
  let usualMs: number | undefined;

  const set = (wanted: number) => {
    limit = Math.min(Math.max(1, wanted), slots.size);
    const before = slots.open;
    slots.open = limit;
    if (slots.open !== before) onChange(slots.open);
  };
  const decrease = (factor: number, started: number) => {
    if (started < lastDecrease) return;
    lastDecrease = clock.monotonic();
    set(limit * factor);
  };
  const learn = (report: DeliveryReport, started: number, wasFull: boolean) => {
    if (report.trouble !== undefined) {
      if (strains.has(report.trouble.kind)) decrease(0.5, started);
      return;
    }
    const ms = clock.monotonic() - started - (report.waitedMs ?? 0);
    const slowMs = Math.max(quickMs, (usualMs ?? Infinity) * slowness);
    if (ms > slowMs) decrease(0.9, started);
    else if (wasFull) set(limit + 1 / limit);
    usualMs = usualMs === undefined ? ms : usualMs + (ms - usualMs) * weight;
  };

  return {
    name: destination.name,
    close: () => destination.close(),
    async deliver(batch, signal) {
      const started = clock.monotonic();
      const wasFull = slots.free === 0;
      const report = await destination.deliver(batch, signal);
      learn(report, started, wasFull);
      return report;
    },
  };
}
