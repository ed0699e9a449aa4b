import type { Config } from "../config/schema.ts";
import type { Logger } from "../observe/logger.ts";
import { createSupervisorMetrics } from "../observe/supervisor-metrics.ts";
import { systemClock } from "../runtime/clock.ts";
import { version } from "../version.ts";
import { Crew } from "../workers/crew.ts";
import type { Begin } from "../workers/messages.ts";
import { killAll, supervise } from "../workers/supervise.ts";
import { createView } from "../workers/view.ts";
import { startWorkerProcess } from "../workers/worker-process.ts";
import { startAdmin } from "./admin.ts";
import { untilStopped } from "./stoppable.ts";

/** Several pipelines, each in a process of its own; this one looks after them. */
export function runWorkers(config: Config, order: Begin, log: Logger): Promise<number> {
  const { workers } = order;
  const { graceMs } = config.shutdown;
  const clock = systemClock;
  const crew = new Crew(clock, workers);
  const onOverdue = () => killAll({ crew, log });
  return untilStopped({ graceMs, log, onOverdue }, async ({ shutdown }) => {
    const metrics = createSupervisorMetrics(version);
    const view = createView({ crew, metrics, version, stopping: shutdown.signals.stopping });
    // Last to close, so that a drain can be watched.
    const admin = await startAdmin(config.admin, view);
    if (admin === "unavailable") return 2;
    log.info({ version, node: process.version, admin: config.admin, workers }, "Started");
    const parts = { order, crew, clock, log, metrics, shutdown, start: startWorkerProcess };
    const exitCode = await supervise(parts);
    log.info({ exitCode, books: await view.status() }, "Ended");
    await admin?.close();
    return exitCode;
  });
}
