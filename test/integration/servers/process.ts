import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { vi } from "vitest";
import type { Command, Place, Runs, ServerPlan } from "./plan.ts";

/** Returns when the server takes requests. */
export async function runProcess(plan: ServerPlan, place: Place): Promise<Runs> {
  const command = await plan.asProcess(place);
  let running = await start(plan, place, command);
  return {
    stop: () => end(running, command),
    async restart() {
      await end(running, command);
      running = await start(plan, place, command);
    },
  };
}

async function start(plan: ServerPlan, place: Place, command: Command): Promise<ChildProcess> {
  const server = spawn(command.program, command.parameters, { cwd: place.home });
  let failure: unknown;
  server.on("error", (error) => (failure = error));
  let said = "";
  for (const output of [server.stdout, server.stderr])
    output.on("data", (text) => (said = `${said}${text}`.slice(-4000)));
  living.add(server);
  server.once("exit", () => living.delete(server));
  try {
    const url = plan.url(place.port);
    await vi.waitUntil(() => hasEnded(server) || failure || plan.isReady(url), startUp);
    if (failure !== undefined) throw failure;
    if (hasEnded(server)) throw new Error(`It ended with ${server.exitCode ?? server.signalCode}`);
  } catch (cause) {
    if (server.pid !== undefined) await end(server, command);
    throw new Error(`Cannot start ${plan.name}; it said: ${said}`, { cause });
  }
  return server;
}

const startUp = { timeout: 120_000, interval: 100 };
const patienceMs = 20_000;

async function end(server: ChildProcess, { endsBy }: Command): Promise<void> {
  if (hasEnded(server)) return;
  const exited = once(server, "exit");
  server.stdin?.end();
  if (endsBy === "signal") server.kill("SIGTERM");
  const patience = setTimeout(() => server.kill("SIGKILL"), patienceMs);
  await exited;
  clearTimeout(patience);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

const living = new Set<ChildProcess>();
process.once("exit", () => {
  for (const server of living) server.kill("SIGKILL");
});
