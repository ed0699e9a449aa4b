import type { Config } from "../config/schema.ts";
import type { AdminView } from "../observe/admin.ts";
import type { Logger } from "../observe/logger.ts";
import { version } from "../version.ts";
import { startAdmin } from "./admin.ts";
import { host, type Hosted } from "./host.ts";

/** One pipeline, in this process. */
export function runAlone(config: Config, log: Logger): Promise<number> {
  return host(config, { log }, (hosted) => serve(config, hosted, log));
}

/** The admin server closes last, so that a drain can be watched. */
async function serve(config: Config, hosted: Hosted, log: Logger): Promise<number> {
  const { app } = hosted;
  const admin = await startAdmin(config.admin, viewOf(hosted));
  if (admin === "unavailable") return 2;
  log.info({ version, node: process.version, admin: config.admin }, "Started");
  await app.run();
  const exitCode = hosted.exitCode();
  log.info({ exitCode, books: app.status() }, "Ended");
  await admin?.close();
  return exitCode;
}

function viewOf({ app, pulse, shutdown }: Hosted): AdminView {
  return {
    metrics: () => app.metrics.registry.metrics(),
    stuck: () => pulse.stuck,
    problems: () => ({
      ...app.health.problems,
      ...(shutdown.signals.stopping.aborted && { process: "stopping: nothing new is taken" }),
    }),
    status: () => app.status(),
  };
}
