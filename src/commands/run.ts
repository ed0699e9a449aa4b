import { availableParallelism } from "node:os";
import { systemEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import { createLogger } from "../observe/logger.ts";

/**
 * The daemon, until SIGTERM or SIGINT. Returns the exit code: 0 after a drain, 1 after a bug, 2 where it can't start.
 * A supervisor never loads the pipeline: it would take as much memory as half a worker.
 */
export async function run(configPath: string): Promise<number> {
  const environment = systemEnvironment();
  const loaded = loadConfig(configPath, environment);
  if (!loaded.ok) {
    process.stderr.write(loaded.errors.map((line) => `${line}\n`).join(""));
    return 2;
  }
  const { config, warnings } = loaded;
  const log = createLogger(config.log.level);
  for (const warning of warnings) log.warn({ config: configPath }, warning);

  const workers = config.workers === "auto" ? availableParallelism() : config.workers;
  if (workers === 1) {
    const { runAlone } = await import("./run-alone.ts");
    return runAlone(config, log);
  }
  const { runWorkers } = await import("./run-workers.ts");
  const configFile = environment.files.read(configPath);
  return runWorkers(config, { kind: "begin", configPath, configFile, workers }, log);
}
