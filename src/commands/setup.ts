import type { Writable } from "node:stream";
import {
  setUp,
  type SetupOutcome,
  type SetupParts,
  type SetupTarget,
} from "../deliver/elasticsearch/setup/set-up.ts";

/**
 * `setup`: puts templates and lifecycle policies into the servers of the destinations, one line for each thing on stdout.
 * Returns the exit code: 1 where something has to be mended first, which is said on stderr.
 */
export async function runSetup(
  targets: readonly SetupTarget[],
  streams: { readonly stdout: Writable; readonly stderr: Writable },
  parts: SetupParts,
): Promise<number> {
  let complete = true;
  for (const target of targets) {
    const { name, dataStream } = target.connection;
    const { results, problems } = await setUp(target, parts);
    for (const { outcome, kind, name: thing } of results)
      streams.stdout.write(`${name}: ${words[outcome]}: ${kind} ${thing}\n`);
    if (results.some(({ outcome }) => outcome === "updated"))
      streams.stdout.write(
        `${name}: indexes get it when they are made; roll over ${dataStream} to have it now\n`,
      );
    for (const problem of problems) streams.stderr.write(`${name}: ${problem}\n`);
    if (problems.length > 0) complete = false;
  }
  return complete ? 0 : 1;
}

const words: Readonly<Record<SetupOutcome, string>> = {
  created: "created",
  updated: "updated",
  unchanged: "unchanged",
  not_ours: "not ours, left as it is",
  not_done: "not done",
  not_available: "not available on this server, nothing will be rolled over or deleted",
};
