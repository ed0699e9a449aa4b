/** A forwarder with an empty queue. */
import { setTimeout as wait } from "node:timers/promises";
import { whileRunning } from "../measure.ts";
import { pathNamed } from "../paths.ts";
import { aScenario } from "../scenario.ts";
import { mebibytes, table } from "../table.ts";
import type { Part } from "./part.ts";

const settleMs = 15_000;
const watchedMs = 90_000;

export const idlePart: Part = {
  name: "idle",
  title: "Idle: an empty queue",
  async run(rig) {
    const folder = await rig.objects(1, 1);
    const paths = ["ecs-bulk", "raw-hec-acks", "cef-tcp"].map(pathNamed);
    const results: { title: string; cpuSecondsPerHour: number; residentBytes: number }[] = [];
    for (const path of paths) {
      const usages = await whileRunning(aScenario(path), folder, async ({ forwarder }) => {
        await wait(settleMs * rig.options.scale);
        const before = await forwarder.usage();
        await wait(watchedMs * rig.options.scale);
        return { before, after: await forwarder.usage() };
      });
      const cpuSeconds = usages.after.cpuSeconds - usages.before.cpuSeconds;
      results.push({
        title: path.title,
        cpuSecondsPerHour: (cpuSeconds * 3_600_000) / (watchedMs * rig.options.scale),
        residentBytes: usages.after.residentBytes,
      });
    }
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
