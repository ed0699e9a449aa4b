import { collectDefaultMetrics, type Registry } from "prom-client";

/**
 * What Node tells of memory, CPU, garbage collection and the event loop. Of the loop's lag only what is measured at each
 * scrape: the histogram of it would wake an idle process a hundred times a second, for most of the CPU that it uses.
 */
export function collectProcessMetrics(register: Registry, prefix: string): void {
  collectDefaultMetrics({ register, prefix, eventLoopMonitoringPrecision: longestTimerMs });
  for (const figure of ["min", "max", "mean", "stddev", "p50", "p90", "p99"]) {
    register.removeSingleMetric(`${prefix}nodejs_eventloop_lag_${figure}_seconds`);
  }
}

const longestTimerMs = 2 ** 31 - 1;
