import { Counter, Gauge, Histogram, Registry, type Aggregator } from "prom-client";
import { collectProcessMetrics } from "./process-metrics.ts";

export type Makers = ReturnType<typeof makers>;

/** Metrics live in a registry of their own, so that tests and several pipelines don't share counts. */
export function createRegistry(version: string) {
  const registry = new Registry();
  collectProcessMetrics(registry, "trailferry_");
  const make = makers(registry);
  make
    .gauge("build_info", "Always 1; the labels tell what runs.", ["version", "node"], "first")
    .set({ version, node: process.version }, 1);
  return { registry, make };
}

function makers(register: Registry) {
  const base = (name: string, help: string) => ({
    name: `trailferry_${name}`,
    help,
    registers: [register],
  });
  return {
    counter: <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
      new Counter<L>({ ...base(name, help), labelNames }),
    /** `aggregator`: what several workers together show. */
    gauge: <L extends string>(
      name: string,
      help: string,
      labelNames: readonly L[],
      aggregator: Aggregator = "sum",
    ) => new Gauge<L>({ ...base(name, help), labelNames, aggregator }),
    histogram: <L extends string>(
      name: string,
      help: string,
      labelNames: readonly L[],
      buckets: number[],
    ) => new Histogram<L>({ ...base(name, help), labelNames, buckets }),
  };
}
