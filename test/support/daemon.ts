/** `trailferry run` as a process of its own, which a test can watch, signal and kill. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFailed, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { accounts } from "../../src/workers/messages.ts";
import { childEnvironment } from "./child-environment.ts";
import { program, repository } from "./command-line.ts";
import { patience } from "./patience.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export type Accounts = z.infer<typeof accounts>;
const destinations = z.record(z.string(), accounts);
const worker = z.object({
  worker: z.number(),
  state: z.string(),
  pid: z.number().optional(),
  destinations: destinations.default({}),
});
export type Worker = z.infer<typeof worker>;
const status = z.object({
  version: z.string(),
  destinations,
  workers: z.array(worker).default([]),
});
const verdict = z.object({ reasons: z.record(z.string(), z.string()) });

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const shownLines = 30;

/** Starts the daemon and waits until its admin server answers. It is killed when the test is over, at the latest. */
export async function startDaemon(config: object): Promise<Daemon> {
  const port = await freePort();
  const file = join(await temporaryDirectory(), "config.yaml");
  await writeFile(file, JSON.stringify({ ...config, admin: { listen: `127.0.0.1:${port}` } }));
  const child = spawn(process.execPath, [program, "run", "-c", file], {
    cwd: repository,
    env: childEnvironment(),
    stdio: ["ignore", "inherit", "pipe"],
  });
  const daemon = new Daemon(child, port);
  onTestFinished(() => daemon.kill());
  onTestFailed(() => console.error(daemon.log.slice(-shownLines).join("\n")));
  await vi.waitUntil(() => daemon.isAlive(), patience);
  return daemon;
}

export class Daemon {
  /** Lines of standard error. */
  readonly log: string[] = [];
  readonly #child: ChildProcess;
  readonly #admin: string;
  readonly #exit: Promise<Exit>;

  constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#admin = `http://127.0.0.1:${port}`;
    this.#exit = once(child, "exit").then(() => ({
      code: child.exitCode,
      signal: child.signalCode,
    }));
    if (child.stderr) createInterface(child.stderr).on("line", (line) => this.log.push(line));
  }

  async isAlive(): Promise<boolean> {
    if (this.#child.exitCode !== null) throw new Error(`Ended: ${this.log.join("\n")}`);
    const answer = await fetch(`${this.#admin}/livez`).catch(() => undefined);
    return answer?.status === 200;
  }

  /** Why it is not ready; empty when it is. */
  async problems(): Promise<{
    readonly code: number;
    readonly reasons: Readonly<Record<string, string>>;
  }> {
    const answer = await fetch(`${this.#admin}/readyz`);
    return { code: answer.status, reasons: verdict.parse(await answer.json()).reasons };
  }

  /** Resolves when nothing keeps it from its work. */
  async ready(): Promise<void> {
    await vi.waitUntil(async () => (await this.problems()).code === 200, patience);
  }

  async books(destination = "elastic"): Promise<Accounts> {
    const answer = await fetch(`${this.#admin}/status`);
    const books = status.parse(await answer.json()).destinations[destination];
    if (books === undefined) throw new Error(`There is no destination named ${destination}`);
    return books;
  }

  /** Empty where there is only one. */
  async workers(): Promise<readonly Worker[]> {
    const answer = await fetch(`${this.#admin}/status`);
    return status.parse(await answer.json()).workers;
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.#admin}/metrics`)).text();
  }

  /** The value of one line; 0 where there is none. */
  async metric(series: string): Promise<number> {
    const lines = (await this.metrics()).split("\n");
    const line = lines.find((text) => text.startsWith(`trailferry_${series} `));
    return Number(line?.split(" ").at(-1) ?? 0);
  }

  /** How many attempts to deliver ended so. */
  async attempts(outcome: string, destination = "elastic"): Promise<number> {
    const line = new RegExp(
      `^trailferry_delivery_attempts_total\\{destination="${destination}",outcome="${outcome}"\\} (\\d+)`,
      "m",
    );
    return Number(line.exec(await this.metrics())?.[1] ?? 0);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  exited(): Promise<Exit> {
    return this.#exit;
  }

  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<Exit> {
    this.signal("SIGTERM");
    return this.#exit;
  }

  /** As a crash would: without a word. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.signal("SIGKILL");
    await this.#exit;
  }

  /** Resident memory now and at its peak; undefined where there is no /proc. */
  async memory(): Promise<{ readonly nowMiB: number; readonly peakMiB: number } | undefined> {
    const text = await readFile(`/proc/${this.#child.pid}/status`, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const mebibytes = (field: string) =>
      Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1]) / 1024);
    return { nowMiB: mebibytes("VmRSS"), peakMiB: mebibytes("VmHWM") };
  }
}

/** Below those that systems give to whoever takes any port: it must still be free when the daemon has started. */
async function freePort(): Promise<number> {
  const port = randomInt(10_000, 30_000);
  const server = createServer().listen(port, "127.0.0.1");
  const isFree = await once(server, "listening").then(
    () => true,
    () => false,
  );
  server.close();
  return isFree ? port : freePort();
}
