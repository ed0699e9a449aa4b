/** Every path beside its floor. */
import type { Floor } from "../floor.ts";
import { NoReceiver, type Measured } from "../measure.ts";
import type { Path } from "../paths.ts";
import { microsPerEvent, type Rig } from "../rig.ts";
import { aScenario, type Scenario } from "../scenario.ts";
import { count, table } from "../table.ts";
import type { Findings, Part } from "./part.ts";
import { runTable, troubles, type Row } from "./rows.ts";
import { sizingTable } from "./sizing.ts";

interface Result {
  readonly path: Path;
  readonly run: Measured;
  readonly floor: Floor;
  /** CPU for an event of the forwarder, warmed up, over that of the floor. */
  readonly ratio: number;
}

export const pathsPart: Part = {
  name: "paths",
  title: "Paths: CPU for an event of the whole daemon, beside the native floor of the same bytes",
  async run(rig) {
    const results: Result[] = [];
    const skipped: string[] = [];
    for (const path of rig.options.paths) {
      try {
        results.push(await measureBesideFloor(path, rig));
      } catch (error) {
        if (!(error instanceof NoReceiver)) throw error;
        skipped.push(`${path.title} was skipped: ${error.message}.`);
      }
    }
    const sizing = rig.made
      .filter((made) => made.recordsPerObject === rig.options.load.recordsPerObject)
      .map((made) => sizingTable(rowsOf(results), made));
    return findings(results, [...sizing, ...skipped]);
  },
};

/** The floors alone. */
export const floorPart: Part = {
  name: "floor",
  title: "The native floor",
  async run(rig) {
    const floors: { readonly path: Path; readonly floor: Floor }[] = [];
    const { recordsPerObject } = rig.options.load;
    for (const path of rig.options.paths) {
      floors.push({ path, floor: await rig.floor(path.formats, recordsPerObject) });
    }
    return { text: floorTable(floors), figures: {}, details: floors };
  },
};

async function measureBesideFloor(path: Path, rig: Rig): Promise<Result> {
  const scenario: Scenario = { ...aScenario(path, rig.options.load), ...rig.options.scenario };
  const [run] = await rig.measure([scenario]);
  if (run === undefined) throw new Error("Nothing was measured");
  const floor = await rig.floor(path.formats, scenario.load.recordsPerObject);
  return { path, run, floor, ratio: microsPerEvent(run) / floor.total };
}

function rowsOf(results: readonly Result[]): readonly Row[] {
  return results.map(({ path, run, floor, ratio }) => {
    const more = [floor.total.toFixed(1), ratio.toFixed(2)];
    return { title: path.title, run, more };
  });
}

function findings(results: readonly Result[], more: readonly string[]): Findings {
  const rows = rowsOf(results);
  const tables = [runTable("path", rows, ["floor µs", "ratio"]), floorTable(results)];
  return {
    text: [...tables, troubles(rows), ...more].filter((text) => text !== "").join("\n\n"),
    figures: Object.fromEntries(results.map(({ path, ratio }) => [`${path.title}: ratio`, ratio])),
    details: results.map(({ path, ...rest }) => ({ path: path.name, ...rest })),
  };
}

function floorTable(results: readonly { readonly path: Path; readonly floor: Floor }[]): string {
  const head = ["floor, µs CPU/event", "gunzip", "parse", "stringify", "gzip", "total"];
  const rows = results.map(({ path, floor }) => [
    path.title,
    ...[floor.gunzip, floor.parse, floor.stringify, floor.gzip, floor.total].map((micros) =>
      micros.toFixed(1),
    ),
    count(floor.bytesInPerEvent),
    count(floor.bytesOutPerEvent),
  ]);
  return table([...head, "B in", "B out"], rows);
}
