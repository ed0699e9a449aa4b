import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { collectProcessMetrics } from "../../src/observe/process-metrics.ts";

describe("the metrics of the process", () => {
  it("tell the event loop's lag at the scrape, and nothing that has to be sampled in between", async () => {
    const registry = new Registry();

    collectProcessMetrics(registry, "example_");

    const names = (await registry.getMetricsAsJSON()).map(({ name }) => name);
    expect(names.filter((name) => name.includes("eventloop"))).toEqual([
      "example_nodejs_eventloop_lag_seconds",
    ]);
    expect(names).toEqual(
      expect.arrayContaining([
        "example_process_cpu_seconds_total",
        "example_nodejs_gc_duration_seconds",
      ]),
    );
  });
});
