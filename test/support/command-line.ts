import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { childEnvironment } from "./child-environment.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const repository = fileURLToPath(new URL("../..", import.meta.url));
export const program = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** Runs the real command line to its end, or to the end of the test. */
export async function trailferry(args: readonly string[], stdin = ""): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: repository,
    env: childEnvironment(),
  });
  const exit = once(child, "exit");
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.end(stdin);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code: child.exitCode, stdout, stderr };
}
