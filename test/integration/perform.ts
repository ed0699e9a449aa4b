import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs a command to its end. One that fails, or that a registry keeps waiting, throws with what it said. */
export async function perform(
  command: string,
  parameters: readonly string[],
  directory: string,
): Promise<void> {
  try {
    await execute(command, parameters, { cwd: directory, timeout: 240_000, maxBuffer: 2 ** 26 });
  } catch (cause) {
    throw new Error(`Cannot run ${command} ${parameters.join(" ")}\n${wordsOf(cause)}`, { cause });
  }
}

/** Maven says what is wrong on standard output, the others on standard error. */
function wordsOf(error: unknown): string {
  const said = (name: string) =>
    error instanceof Error ? String(Reflect.get(error, name) ?? "").slice(-2000) : "";
  return said("stdout") + said("stderr");
}
