import type { Floor } from "./floor.ts";
import type { Measured, Phase } from "./measure.ts";
import { count, mebibytes, table } from "./table.ts";
import type { ObjectsMade } from "./trail/objects.ts";

export interface Floored {
  readonly title: string;
  readonly floor: Floor;
}

export interface PathResult extends Measured, Floored {
  readonly path: string;
  /** CPU per event of the forwarder, warmed up, over that of the floor. */
  readonly ratio: number;
}

export function describeObjects(made: ObjectsMade): string {
  const perRecord = count(made.jsonBytes / made.records);
  const ratio = (made.jsonBytes / made.gzipBytes).toFixed(1);
  return `${count(made.records)} records in ${count(made.objects)} objects that differ: ${perRecord} bytes of JSON a record, gzip ${ratio} to 1`;
}

export function pathTable(results: readonly PathResult[]): string {
  const head = [
    "path",
    "events",
    "seconds",
    "events/s",
    "CPU s",
    "events/CPU s",
    "µs CPU/event",
    "floor µs",
    "ratio",
    "peak RSS",
  ];
  const rows = results.flatMap(({ title, warmUp, measured, floor, ratio, peakBytes }) => [
    [`${title}: warm-up`, ...phaseCells(warmUp), "", "", ""],
    [
      title,
      ...phaseCells(measured),
      floor.total.toFixed(1),
      ratio.toFixed(2),
      mebibytes(peakBytes),
    ],
  ]);
  return table(head, rows);
}

function phaseCells({ events, seconds, cpuSeconds }: Phase): readonly string[] {
  return [
    count(events),
    seconds.toFixed(2),
    count(events / seconds),
    cpuSeconds.toFixed(2),
    count(events / cpuSeconds),
    ((cpuSeconds * 1e6) / events).toFixed(1),
  ];
}

export function floorTable(floors: readonly Floored[]): string {
  const head = [
    "native floor, µs CPU/event",
    "gunzip",
    "parse",
    "stringify",
    "gzip",
    "total",
    "B in",
    "B out",
  ];
  const rows = floors.map(({ title, floor }) => [
    title,
    ...[floor.gunzip, floor.parse, floor.stringify, floor.gzip, floor.total].map((micros) =>
      micros.toFixed(1),
    ),
    count(floor.bytesInPerEvent),
    count(floor.bytesOutPerEvent),
  ]);
  return table(head, rows);
}

/** Requests per object, so that unbatched calls show. */
export function requestTable(results: readonly PathResult[], objects: number): string {
  const rows = results.flatMap(({ title, measured }) =>
    Object.entries(measured.requests).map(([name, calls]) => [
      `${title}: ${name}`,
      count(calls),
      (calls / objects).toFixed(3),
    ]),
  );
  return table(["requests", "total", "per object"], rows);
}

/** What is beside the point while it is as it should be: the servers' own CPU, repeats, and how the forwarder ended. */
export function remarks(results: readonly PathResult[]): string {
  return results
    .map(({ title, measured, exitCode }) => {
      const servers = `the servers used ${measured.serversCpuSeconds.toFixed(2)} CPU s of their own`;
      const repeats = `${count(measured.repeats)} events were sent twice`;
      return `${title}: ${servers}, ${repeats}, the forwarder ended with exit code ${exitCode}.`;
    })
    .join("\n");
}

export const howToRead = `CPU is user and system time of the forwarder's whole process tree, from /proc, without its start: counting begins when it
has polled the queue. It ends when every record was received and every message deleted; the seconds hold the last batch's
waiting for its age and the last delete's for its companions. The floor is gunzipSync + JSON.parse of the same objects and
JSON.stringify + gzipSync level 1 of the same documents, one thread, no network, same run. The ratio is µs over floor µs.`;
