import { createApp, type App } from "../app.ts";
import { systemEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { startAdminServer, type AdminServer } from "../observe/admin.ts";
import { createLogger, type Logger } from "../observe/logger.ts";
import { Pulse } from "../observe/pulse.ts";
import { systemClock } from "../runtime/clock.ts";
import { createShutdown, type Shutdown } from "../shutdown.ts";
import { version } from "../version.ts";

/** The daemon, until SIGTERM or SIGINT. Returns the exit code: 0 after a drain, 1 after a bug, 2 where it can't start. */
export async function run(configPath: string): Promise<number> {
  const loaded = loadConfig(configPath, systemEnvironment());
  if (!loaded.ok) {
    process.stderr.write(loaded.errors.map((line) => `${line}\n`).join(""));
    return 2;
  }
  const { config, warnings } = loaded;
  const log = createLogger(config.log.level);
  for (const warning of warnings) log.warn({ config: configPath }, warning);

  const { graceMs } = config.shutdown;
  const shutdown = createShutdown({ graceMs, clock: systemClock, log, onOverdue: () => exit(log) });
  const stop = (signal: NodeJS.Signals) => shutdown.stop(signal);
  process.on("SIGTERM", stop).on("SIGINT", stop);
  try {
    return await runApp(config, shutdown, log);
  } finally {
    process.off("SIGTERM", stop).off("SIGINT", stop);
    shutdown.close();
  }
}

/** Messages that are not settled by then come back when their visibility timeout is over. */
function exit(log: Logger): never {
  log.fatal("Something did not end in time; the process ends without it");
  process.exit(1);
}

async function runApp(config: Config, shutdown: Shutdown, log: Logger): Promise<number> {
  let exitCode = 0;
  const onBug = (error: unknown) => {
    log.fatal({ err: error }, "A bug ends the process");
    exitCode = 1;
    shutdown.stop("bug");
  };
  const pulse = new Pulse(systemClock);
  const { signals } = shutdown;
  const app = createApp(config, { clock: systemClock, log, pulse, signals, onBug });
  const admin = await startAdmin(config.admin, app, pulse, signals.stopping);
  if (admin === "unavailable") return 2;
  log.info({ version, node: process.version, admin: config.admin }, "Started");
  try {
    await app.run();
  } catch (error) {
    onBug(error);
  }
  log.info({ exitCode, books: app.status() }, "Ended");
  await admin?.close();
  return exitCode;
}

/** It closes last, so that a drain can be watched. */
async function startAdmin(
  address: Config["admin"],
  app: App,
  pulse: Pulse,
  stopping: AbortSignal,
): Promise<AdminServer | undefined | "unavailable"> {
  if (address === undefined) return undefined;
  try {
    return await startAdminServer({
      ...address,
      registry: app.metrics.registry,
      stuck: () => pulse.stuck,
      problems: () => ({
        ...app.health.problems,
        ...(stopping.aborted && { process: "stopping: nothing new is taken" }),
      }),
      status: () => app.status(),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `admin.listen: ${address.host}:${address.port} can't be used: ${reason}\n`,
    );
    return "unavailable";
  }
}
