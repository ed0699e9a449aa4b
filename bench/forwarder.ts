import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { pinTo } from "./cpus.ts";
import { describeEnd, endOf, type End } from "./end.ts";
import { usageOf, type Usage } from "./process-tree.ts";

/** The measured process. */
export interface Forwarder {
  usage(): Promise<Usage>;
  /** Rejects when the process ends before it is told to. */
  readonly crashed: Promise<never>;
  /** Asks it to end, and kills it where it doesn't. */
  stop(): Promise<End>;
}

/** This version of the forwarder does not know the configuration. */
export class ConfigRefused extends Error {}

const refusedConfig = 2;
const patienceMs = 30_000;

export interface Start {
  /** For its configuration and its log. */
  readonly folder: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly nodeOptions: readonly string[];
  readonly cpus: readonly number[];
}

/** Runs `trailferry run` as an operator does. */
export async function startForwarder(start: Start): Promise<Forwarder> {
  const { folder, config, nodeOptions, cpus } = start;
  const configFile = join(folder, "config.yaml");
  const logFile = join(folder, "forwarder.log");
  await writeFile(configFile, stringify(config));
  const log = await open(logFile, "w");
  const node = [process.execPath, ...nodeOptions, "src/main.ts", "run", "-c", configFile];
  const [program = "", ...args] = [...pinTo(cpus), ...node];
  const child = spawn(program, args, {
    cwd: new URL("..", import.meta.url),
    env: environment(),
    stdio: ["ignore", log.fd, log.fd],
  });
  await once(child, "spawn");
  await log.close();
  const ended = once(child, "exit").then(([code, signal]) => endOf(code, signal));
  let stopping = false;
  const crashed = watch();
  // Whoever races against it sees the rejection; between two races nobody does.
  crashed.catch(() => {});

  async function watch(): Promise<never> {
    const end = await ended;
    if (stopping) return new Promise<never>(() => {});
    const lines = (await readFile(logFile, "utf8")).trimEnd().split("\n").slice(-20);
    const message = `The forwarder ended with ${describeEnd(end)}:\n${lines.join("\n")}`;
    const isRefused = end.kind === "exit" && end.code === refusedConfig;
    throw isRefused ? new ConfigRefused(message) : new Error(message);
  }

  return {
    usage: () => usageOf(child.pid ?? 0),
    crashed,
    async stop() {
      stopping = true;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      const end = await ended;
      clearTimeout(timer);
      return end;
    },
  };
}

/** The shell's own AWS settings must not reach a process that talks to a stub. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(inherited),
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}
