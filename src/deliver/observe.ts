import type { Health } from "../observe/health.ts";
import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Seldom } from "../observe/seldom.ts";
import type { Clock } from "../runtime/clock.ts";
import type { DeliveryReport, Destination, Trouble } from "./destination.ts";

export interface Observers {
  readonly clock: Clock;
  readonly health: Health;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly seldom: Seldom;
}

/** Hears how each exchange with a destination went, with its trouble if there was any. */
export type Watch = (trouble: Trouble | undefined) => void;

/** Tells operators when a destination goes down and when it is back. */
export function createWatch(name: string, observers: Omit<Observers, "clock">): Watch {
  const { health, log, metrics, seldom } = observers;
  const component = `destination ${name}`;
  let down = false;

  const wentWell = () => {
    metrics.destinationUp.set({ destination: name }, 1);
    health.well(component);
    if (down) log.info({ destination: name }, "Destination takes events again");
    down = false;
  };
  const wentBadly = (trouble: Trouble) => {
    if (isDown(trouble)) {
      metrics.destinationUp.set({ destination: name }, 0);
      health.unwell(component, trouble.message);
      down = true;
    }
    const due = seldom(`${component} ${trouble.kind}`);
    const fields = { destination: name, trouble: trouble.kind, reason: trouble.message };
    if (due) log.warn({ ...fields, heldBack: due.heldBack }, "Delivery failed and is tried again");
  };

  return (trouble) => {
    if (trouble === undefined) wentWell();
    else if (trouble.kind !== "aborted") wentBadly(trouble);
  };
}

/** Times and counts each attempt, and has it watched. */
export function withObservation(
  destination: Destination,
  { clock, metrics }: Pick<Observers, "clock" | "metrics">,
  watch: Watch,
): Destination {
  const { name } = destination;
  return {
    name,
    close: () => destination.close(),
    async deliver(batch, signal) {
      const started = clock.monotonic();
      const report = await destination.deliver(batch, signal);
      const seconds = (clock.monotonic() - started - (report.waitedMs ?? 0)) / 1000;
      metrics.deliveryDuration.observe({ destination: name }, seconds);
      metrics.deliveryAttempts.inc({ destination: name, outcome: outcomeOf(report) });
      watch(report.trouble);
      return report;
    },
  };
}

/** Being asked to slow down, or to send less at once, is not being down. */
function isDown(trouble: Trouble): boolean {
  return !["throttled", "too_large", "malformed", "aborted"].includes(trouble.kind);
}

function outcomeOf(report: DeliveryReport): string {
  if (report.trouble !== undefined) return report.trouble.kind;
  if (report.rejected.length > 0) return "partly_rejected";
  return report.degraded === undefined ? "delivered" : "partly_degraded";
}
