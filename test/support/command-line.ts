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

export interface Running {
  /** Sends a signal, and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

/** Runs the real command line to its end, or to the end of the test. */
export function trailferry(args: readonly string[], stdin = ""): Promise<Ended> {
  return startTrailferry(args, stdin).ended;
}

export function startTrailferry(args: readonly string[], stdin = ""): Running {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: repository,
    env: childEnvironment(),
  });
  const exit = once(child, "exit");
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.end(stdin);
  const ended = Promise.all([text(child.stdout), text(child.stderr), exit]).then(
    ([stdout, stderr]) => ({ code: child.exitCode, stdout, stderr }),
  );
  return {
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
