/** What several processes together have counted. */
import { AggregatorRegistry, type Aggregator } from "prom-client";
import type { Accounts } from "../observe/books.ts";
import type { Report } from "./messages.ts";

export type MetricsJson = Report["metrics"];
export type Destinations = Readonly<Record<string, Accounts>>;

/** All that is left of processes that have ended: what they had counted. */
export interface Legacy {
  readonly metrics: MetricsJson;
  readonly destinations: Destinations;
}

export const noLegacy: Legacy = { metrics: [], destinations: {} };

/**
 * Adds the last report of a process that has ended. Its gauges are about nothing any more. What it had in flight counts
 * as released: the queue shows it again when the visibility timeout is over.
 */
export function bequeath(legacy: Legacy, { metrics, destinations }: Report): Legacy {
  const counted = metrics.filter(({ type }) => type === "counter" || type === "histogram");
  const released = Object.entries(destinations).map(([name, books]) => [
    name,
    { ...books, released: books.released + books.inFlight, inFlight: 0 },
  ]);
  return {
    metrics: aggregate([legacy.metrics, counted]),
    destinations: sumOfBooks([legacy.destinations, Object.fromEntries(released)]),
  };
}

/** Prometheus text. Each metric says itself how it is put together; those of Node.js are told here where prom-client has another mind. */
export function metricsText(all: readonly MetricsJson[]): Promise<string> {
  const told = all.map((metrics) =>
    metrics.map((metric) => ({ ...metric, ...aggregators.get(metric.name) })),
  );
  return AggregatorRegistry.aggregate(told).metrics();
}

/** By destination; as each process's own, the sums balance. */
export function sumOfBooks(all: readonly Destinations[]): Destinations {
  const sums = new Map<string, Accounts>();
  for (const [name, books] of all.flatMap((destinations) => Object.entries(destinations))) {
    const sum = sums.get(name);
    sums.set(name, sum === undefined ? books : add(sum, books));
  }
  return Object.fromEntries(sums);
}

const worst = { aggregator: "max" } satisfies { aggregator: Aggregator };

/** The mean of a process that is stuck and one that sleeps would look well. */
const aggregators = new Map<string, { readonly aggregator: Aggregator }>([
  ...["", "_mean", "_stddev", "_p50", "_p90", "_p99"].map(
    (part) => [`trailferry_nodejs_eventloop_lag${part}_seconds`, worst] as const,
  ),
  ["trailferry_process_start_time_seconds", { aggregator: "min" }],
]);

function aggregate(all: readonly MetricsJson[]): MetricsJson {
  return AggregatorRegistry.aggregate([...all]).getMetricsAsArray();
}

function add(a: Accounts, b: Accounts): Accounts {
  return {
    read: a.read + b.read,
    delivered: a.delivered + b.delivered,
    duplicates: a.duplicates + b.duplicates,
    degraded: a.degraded + b.degraded,
    deadLettered: a.deadLettered + b.deadLettered,
    filtered: a.filtered + b.filtered,
    released: a.released + b.released,
    dropped: a.dropped + b.dropped,
    inFlight: a.inFlight + b.inFlight,
  };
}
