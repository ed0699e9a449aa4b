import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { objectIn } from "../object-in.ts";
import { pythonEnvironment } from "../python-environment.ts";

/** What the models refuse in an event. */
export interface Objection {
  /** Position of the event. */
  readonly event: number;
  readonly path: string;
  /** Pydantic's name for what is wrong: `missing`, `int_type`. */
  readonly problem: string;
}

const execute = promisify(execFile);
const script = fileURLToPath(new URL("validate.py", import.meta.url));
const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** What py-ocsf-models, which others make and use, says of events in OCSF 1.5.0. */
export async function opinionOn(events: readonly unknown[]): Promise<readonly Objection[]> {
  const directory = await pythonEnvironment("py-ocsf", requirements);
  const running = execute(join(directory, "bin", "python"), [script], { maxBuffer: 2 ** 28 });
  running.child.stdin?.end(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const { stdout } = await running;
  return stdout.split("\n").flatMap((line) => (line === "" ? [] : [objectionIn(line)]));
}

function objectionIn(line: string): Objection {
  const { event, path, problem } = objectIn(line);
  if (typeof event !== "number" || typeof path !== "string" || typeof problem !== "string")
    throw new TypeError(`This is no finding: ${line}`);
  return { event, path, problem };
}
