import { systemEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { startAdminServer, type AdminServer } from "../observe/admin.ts";
import { createLogger, type Logger } from "../observe/logger.ts";
import { version } from "../version.ts";
import { host, type Hosted } from "./host.ts";

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

  return host(config, { log }, (hosted) => serve(config, hosted, log));
}

async function serve(config: Config, hosted: Hosted, log: Logger): Promise<number> {
  const { app } = hosted;
  const admin = await startAdmin(config.admin, hosted);
  if (admin === "unavailable") return 2;
  log.info({ version, node: process.version, admin: config.admin }, "Started");
  await app.run();
  const exitCode = hosted.exitCode();
  log.info({ exitCode, books: app.status() }, "Ended");
  await admin?.close();
  return exitCode;
}

/** It closes last, so that a drain can be watched. */
async function startAdmin(
  address: Config["admin"],
  { app, pulse, shutdown }: Hosted,
): Promise<AdminServer | undefined | "unavailable"> {
  if (address === undefined) return undefined;
  try {
    return await startAdminServer({
      ...address,
      registry: app.metrics.registry,
      stuck: () => pulse.stuck,
      problems: () => ({
        ...app.health.problems,
        ...(shutdown.signals.stopping.aborted && { process: "stopping: nothing new is taken" }),
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
