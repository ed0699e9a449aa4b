/**
 * What one format costs by itself: from a record whose members were noted when it was split off to its event, written out.
 * Run as a process of its own, `node bench/mapping.ts FOLDER OBJECTS FORMAT`, because the compiler learns from what a
 * process does, and a forwarder mostly does one format. Prints a `MappingCost` as JSON.
 */
import type { TrailRecord } from "../src/event.ts";
import { createEncode } from "../src/normalize/encode.ts";
import { createNormalize, type Format } from "../src/normalize/format.ts";
import { readObjects } from "./trail/objects.ts";
import { trailRecords } from "./trail/records.ts";
import { count, table } from "./table.ts";

/** Without a format: what parsing all of the record would cost. */
export type Mapped = Format | "parse";

export const mapped: readonly Mapped[] = ["parse", "ecs", "ocsf", "cef", "leef", "raw"];

export interface MappingCost {
  readonly format: Mapped;
  /** CPU time for each record, of the fastest round. */
  readonly micros: number;
}

const rounds = 6;
const mostRecords = 12_000;

export function mappingTable(costs: readonly MappingCost[]): string {
  const rows = costs.map(({ format, micros }) => [
    format === "parse" ? "JSON.parse alone" : format,
    micros.toFixed(2),
    count(1e6 / micros),
  ]);
  return table(["mapping alone", "µs CPU/event", "events/CPU s"], rows);
}

function costOf(format: Mapped, objects: readonly Buffer[]): MappingCost {
  const map = format === "parse" ? parse : mapTo(format);
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    let micros = 0;
    let mappedRecords = 0;
    for (const object of objects) {
      if (mappedRecords >= mostRecords) break;
      const records = trailRecords(object);
      micros += microsOf(map, records);
      mappedRecords += records.length;
    }
    least = Math.min(least, micros / mappedRecords);
  }
  return { format, micros: least };
}

function mapTo(format: Format): (record: TrailRecord) => boolean {
  const encode = createEncode(createNormalize(format));
  return (record) => {
    const event = encode(record);
    if (!("body" in event)) return false;
    event.body.release();
    return true;
  };
}

function parse({ text }: TrailRecord): boolean {
  const parsed: unknown = JSON.parse(text);
  return parsed !== null;
}

function microsOf(map: (record: TrailRecord) => boolean, records: readonly TrailRecord[]): number {
  const before = process.cpuUsage();
  for (const record of records) {
    if (!map(record)) throw new TypeError("A record could not be mapped");
    record.forget();
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

if (import.meta.main) {
  const [folder = "", most, wanted] = process.argv.slice(2);
  const format = mapped.find((name) => name === wanted);
  if (format === undefined) throw new TypeError(`There is no format ${wanted}`);
  console.log(JSON.stringify(costOf(format, await readObjects(folder, Number(most)))));
}
