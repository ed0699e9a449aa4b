/**
 * What one format costs by itself: a record's bytes to text, JSON.parse, the mapping, and its text. Run as a process of
 * its own, `node bench/mapping.ts FOLDER OBJECTS FORMAT`, because the compiler learns from what a process does, and a
 * forwarder mostly does one format. Prints a `MappingCost` as JSON.
 */
import { TrailRecord } from "../src/event.ts";
import { createNormalize, type Format } from "../src/normalize/format.ts";
import { readObjects } from "./trail/objects.ts";
import { trailRecords } from "./trail/records.ts";
import { count, table } from "./table.ts";

/** Without a format: what parsing alone costs, which every format but `raw` pays. */
export type Mapped = Format | "parse";

export const mapped: readonly Mapped[] = ["parse", "ecs", "ocsf", "cef", "leef", "raw"];

export interface MappingCost {
  readonly format: Mapped;
  /** CPU time for each record, of the fastest round. */
  readonly micros: number;
}

const rounds = 12;
const mostRecords = 20_000;

export function mappingTable(costs: readonly MappingCost[]): string {
  const rows = costs.map(({ format, micros }) => [
    format === "parse" ? "JSON.parse alone" : format,
    micros.toFixed(2),
    count(1e6 / micros),
  ]);
  return table(["mapping alone", "µs CPU/event", "events/CPU s"], rows);
}

function costOf(format: Mapped, records: readonly TrailRecord[]): MappingCost {
  const normalize = format === "parse" ? undefined : createNormalize(format);
  let micros = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (const { bytes, origin, index } of records) {
      const record = new TrailRecord(bytes, origin, index);
      const made = normalize === undefined ? record.fields : normalize(record);
      if (made === null) throw new TypeError("A record could not be mapped");
    }
    const { user, system } = process.cpuUsage(before);
    micros = Math.min(micros, (user + system) / records.length);
  }
  return { format, micros };
}

if (import.meta.main) {
  const [folder = "", most, wanted] = process.argv.slice(2);
  const format = mapped.find((name) => name === wanted);
  if (format === undefined) throw new TypeError(`There is no format ${wanted}`);
  const records = (await readObjects(folder, Number(most)))
    .flatMap(trailRecords)
    .slice(0, mostRecords);
  console.log(JSON.stringify(costOf(format, records)));
}
