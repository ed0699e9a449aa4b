import { systemEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import { createLogger, type Logger } from "../observe/logger.ts";
import { Tasks } from "../runtime/tasks.ts";
import { version } from "../version.ts";
import type { Report } from "../workers/messages.ts";
import { shareOf } from "../workers/share.ts";
import { lineToSupervisor, type SupervisorLine } from "../workers/supervisor-line.ts";
import { host, type Hosted } from "./host.ts";

/**
 * One of the pipelines of `run`, in a process that its supervisor started. Returns the exit code, as `run` does.
 */
export async function work(number: number): Promise<number> {
  const line = lineToSupervisor();
  if (line === undefined) {
    process.stderr.write("A worker is started by `run`, where `workers` is above 1\n");
    return 2;
  }
  try {
    return await obey(line, number);
  } finally {
    await line.close();
  }
}

async function obey(line: SupervisorLine, number: number): Promise<number> {
  const begin = await line.begin;
  if (begin === undefined) return 0;
  const { configPath, configFile, workers } = begin;
  const { files, ...environment } = systemEnvironment();
  const read = (path: string) => (path === configPath ? Buffer.from(configFile) : files.read(path));
  const loaded = loadConfig(configPath, { ...environment, files: { ...files, read } });
  if (!loaded.ok) {
    process.stderr.write(loaded.errors.map((text) => `${text}\n`).join(""));
    return 2;
  }
  const config = shareOf(loaded.config, { number, workers });
  const log = createLogger(config.log.level, number);
  const stops = (stop: (why: string) => void) => line.onStop(stop);
  const onPrepared = () => line.send({ kind: "prepared" });
  return host(config, { log, stops, onPrepared }, (hosted) => serve(line, hosted, log));
}

async function serve(line: SupervisorLine, hosted: Hosted, log: Logger): Promise<number> {
  const { app, exitCode, onBug } = hosted;
  const answers = new Tasks(onBug);
  const report = async () => line.send({ kind: "report", report: await reportOf(hosted) });
  line.onReport(() => answers.start(report));
  log.info({ version, pid: process.pid }, "Started");
  await app.run();
  log.info({ exitCode: exitCode(), books: app.status() }, "Ended");
  await answers.drain();
  await report();
  return exitCode();
}

async function reportOf({ app, pulse }: Hosted): Promise<Report> {
  return {
    metrics: await app.metrics.registry.getMetricsAsJSON(),
    stuck: pulse.stuck,
    problems: app.health.problems,
    destinations: app.status().destinations,
  };
}
