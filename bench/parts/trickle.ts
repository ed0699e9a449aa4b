/** Five small objects a second: how long a record takes from its message being visible to its delivery being confirmed. */
import { confirmedAfterMs, percentile } from "../latency.ts";
import { announce } from "../load.ts";
import { whileRunning } from "../measure.ts";
import { pathNamed, type Path } from "../paths.ts";
import type { Rig } from "../rig.ts";
import { aScenario } from "../scenario.ts";
import { table } from "../table.ts";
import type { Part } from "./part.ts";

const recordsPerObject = 10;
const warmUpMessages = 10;
const messages = 150;
const everyMs = 200;

export const tricklePart: Part = {
  name: "trickle",
  title: `Trickle: ${1000 / everyMs} objects a second of ${recordsPerObject} records, ms from visible`,
  async run(rig) {
    const results = [];
    for (const name of ["ecs-bulk", "raw-hec"]) results.push(await trickle(pathNamed(name), rig));
    const head = ["path", "confirmed p50", "p99", "most", "deleted p50", "p99", "most"];
    const rows = results.map(({ path, confirmed, deleted }) => [
      path.title,
      ...[confirmed, deleted].flatMap((times) =>
        [0.5, 0.99, 1].map((share) => String(percentile(times, share))),
      ),
    ]);
    return {
      text: table(head, rows),
      figures: Object.fromEntries(
        results.map(({ path, confirmed }) => [
          `trickle, ${path.title}: p99 ms`,
          percentile(confirmed, 0.99),
        ]),
      ),
      details: results.map(({ path, ...times }) => ({ path: path.name, ...times })),
    };
  },
};

async function trickle(path: Path, rig: Rig) {
  const folder = await rig.objects(recordsPerObject, warmUpMessages + messages);
  const load = { recordsPerObject, stallMs: 0, everyMs };
  const timeline = await whileRunning(aScenario(path), folder, async (running) => {
    await announce({ ...load, objects: warmUpMessages }, running);
    await announce({ ...load, objects: rig.scaled(messages) }, running);
    return running.backend.timeline();
  });
  const confirmed = confirmedAfterMs(timeline, recordsPerObject).slice(warmUpMessages);
  const deleted = timeline.sentAt
    .map((sentAt, message) => (timeline.deletedAt[message] ?? Infinity) - sentAt)
    .slice(warmUpMessages);
  return { path, confirmed, deleted };
}
