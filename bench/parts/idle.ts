/** Forwarders with an empty queue. They do next to nothing, so they can do it side by side. */
import { setTimeout as wait } from "node:timers/promises";
import { whileRunning } from "../measure.ts";
import { pathNamed, type Path } from "../paths.ts";
import { threadGroups, type Usage } from "../process-tree.ts";
import type { Rig } from "../rig.ts";
import { aScenario } from "../scenario.ts";
import { mebibytes, table } from "../table.ts";
import type { Part } from "./part.ts";

/** Until what the start has left was given back, which is done once. */
const settleMs = 15_000;
/** Twice the time that a poll may last. */
const watchedMs = 40_000;

export const idlePart: Part = {
  name: "idle",
  title: "Idle: an empty queue",
  async run(rig) {
    const folder = await rig.objects(1, 1);
    const paths = ["ecs-bulk", "raw-hec-acks", "cef-tcp"].map(pathNamed);
    const results = await Promise.all(paths.map((path) => watch(path, folder, rig)));
    return {
      text: table(
        ["path", "CPU s/hour", "RSS"],
        results.map(({ title, cpuSecondsPerHour, residentBytes }) => [
          title,
          cpuSecondsPerHour.toFixed(1),
          mebibytes(residentBytes),
        ]),
      ),
      figures: Object.fromEntries(
        results.flatMap(({ title, cpuSecondsPerHour, residentBytes }) => [
          [`idle, ${title}: CPU s/hour`, cpuSecondsPerHour],
          [`idle, ${title}: MiB`, residentBytes / 2 ** 20],
        ]),
      ),
      details: results,
    };
  },
};

function watch(path: Path, folder: string, rig: Rig) {
  return whileRunning(aScenario(path), folder, async ({ forwarder }) => {
    await wait(settleMs * rig.options.scale);
    const before = await forwarder.usage();
    await wait(watchedMs * rig.options.scale);
    const after = await forwarder.usage();
    const cpuSeconds = secondsOf(after) - secondsOf(before);
    return {
      title: path.title,
      cpuSecondsPerHour: (cpuSeconds * 3_600_000) / (watchedMs * rig.options.scale),
      residentBytes: after.residentBytes,
    };
  });
}

/** By threads it is told in nanoseconds, by processes in hundredths of a second. */
function secondsOf({ threads }: Usage): number {
  return threadGroups.reduce((sum, group) => sum + threads[group], 0);
}
