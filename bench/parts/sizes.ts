/** Objects from one record to 200,000: what an object costs beside its events, and what it needs of memory. */
import type { Measured } from "../measure.ts";
import { pathNamed } from "../paths.ts";
import { microsPerEvent, type Rig } from "../rig.ts";
import { aScenario } from "../scenario.ts";
import { count, mebibytes, table } from "../table.ts";
import type { Part } from "./part.ts";
import { runTable, troubles, type Row } from "./rows.ts";

const loads = [
  // A backlog as well: what grew with the number of objects would show.
  { recordsPerObject: 1, objects: 100_000, warmUp: 2_000 },
  { recordsPerObject: 100, objects: 1_200, warmUp: 900 },
  { recordsPerObject: 3_000, objects: 40, warmUp: 30 },
  { recordsPerObject: 200_000, objects: 2, warmUp: 1 },
];

export const sizesPart: Part = {
  name: "sizes",
  title: "Sizes of objects: ECS → bulk",
  async run(rig) {
    const path = pathNamed("ecs-bulk");
    const rows: Row[] = [];
    for (const load of loads) {
      const title = count(load.recordsPerObject);
      const [run] = await rig.measure([{ ...aScenario(path, load), title }]);
      if (run !== undefined) rows.push({ title, run });
    }
    const tables = [runTable("records an object", rows), callTable(rows), troubles(rows)];
    return {
      text: tables.filter((text) => text !== "").join("\n\n"),
      figures: await figuresOf(rows, rig),
      details: rows,
    };
  },
};

const toReceivers = "toReceivers";

/** Requests for an object, so that unbatched calls show. */
function callTable(rows: readonly Row[]): string {
  const names = [
    "GetObject",
    "ReceiveMessage",
    "DeleteMessageBatch",
    "ChangeMessageVisibilityBatch",
  ];
  const head = ["records an object", "objects/s", "µs CPU/object", ...names, "to the receiver"];
  return table(
    head,
    rows.map(({ title, run: { measured } }) => [
      title,
      (measured.objects / measured.seconds).toFixed(1),
      count((measured.cpuSeconds * 1e6) / measured.objects),
      ...[...names, toReceivers].map((name) => perObject(measured, name).toFixed(3)),
    ]),
  );
}

function perObject({ requests, objects }: Measured["measured"], name: string): number {
  return (requests[name] ?? 0) / objects;
}

async function figuresOf(rows: readonly Row[], rig: Rig): Promise<Record<string, number>> {
  const floor = await rig.floor(["ecs"], 3_000);
  const figures = rows.flatMap(({ title, run }) => {
    const calls = Object.entries(run.measured.requests).filter(([name]) => name !== toReceivers);
    const toAws = calls.reduce((sum, [, number]) => sum + number, 0) / run.measured.objects;
    return [
      [`${title} records an object: ratio`, microsPerEvent(run) / floor.total],
      [`${title} records an object: peak MiB`, Number.parseFloat(mebibytes(run.peakBytes))],
      [`${title} records an object: calls to AWS for an object`, toAws],
    ] as const;
  });
  return Object.fromEntries(figures);
}
