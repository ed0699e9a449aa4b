import { createRegistry } from "./registry.ts";

export type SupervisorMetrics = ReturnType<typeof createSupervisorMetrics>;

/** Of a process that runs workers and no pipeline. */
export function createSupervisorMetrics(version: string) {
  const { registry, make } = createRegistry(version);
  return {
    registry,
    workers: make.gauge(
      "workers",
      "Worker processes, by state: starting, running, silent (does not answer) or down (starts again).",
      ["state"],
    ),
    workerRestarts: make.counter(
      "worker_restarts_total",
      "Worker processes that ended unasked and were started again.",
      ["worker"],
    ),
  };
}
