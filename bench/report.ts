import type { Floor } from "./floor.ts";
import type { Measured, Phase, Steadily } from "./measure.ts";
import { withAcks, withoutAcks } from "./paths.ts";
import { count, mebibytes, table } from "./table.ts";
import type { ObjectsMade } from "./trail/objects.ts";

export interface Floored {
  readonly title: string;
  readonly floor: Floor;
}

export interface PathResult extends Measured, Floored {
  readonly path: string;
  readonly objects: number;
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
    "steady/s",
    "undisturbed/s",
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

function phaseCells({ events, seconds, steadily, cpuSeconds }: Phase): readonly string[] {
  return [
    count(events),
    seconds.toFixed(2),
    count(events / seconds),
    ...steadyCells(steadily),
    cpuSeconds.toFixed(2),
    count(events / cpuSeconds),
    ((cpuSeconds * 1e6) / events).toFixed(1),
  ];
}

/** Blank where the last event was received before the first message could be deleted. */
function steadyCells(steadily: Steadily): readonly string[] {
  if (steadily.events === 0) return ["", ""];
  return [count(steadily.events / steadily.seconds), count(undisturbedRate(steadily))];
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
export function requestTable(results: readonly PathResult[]): string {
  const rows = results.flatMap(({ title, measured, objects }) =>
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

/** What indexer acknowledgment costs; empty unless both ways were measured. Of repeated runs, the means. */
export function comparison(results: readonly PathResult[]): string {
  const [without, within] = [withoutAcks, withAcks].map((name) =>
    results.filter(({ path }) => path === name),
  );
  if (without?.[0] === undefined || within?.[0] === undefined) return "";
  const ratio = (figure: (result: PathResult) => number) =>
    (mean(within.map(figure)) / mean(without.map(figure))).toFixed(2);
  const rate = ratio(({ measured }) => undisturbedRate(measured.steadily));
  const cpu = ratio(({ measured }) => measured.cpuSeconds / measured.events);
  const memory = ratio(({ peakBytes }) => peakBytes);
  return `With acks to without: ${rate} of the undisturbed events/s, ${cpu} of the CPU per event, ${memory} of the peak RSS.`;
}

/** Other users of the machine take CPUs away, from one run more than from the next. */
function undisturbedRate({ events, seconds, queuedSeconds }: Steadily): number {
  return events / (seconds - queuedSeconds);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export const howToRead = `CPU is user and system time of the forwarder's whole process tree, from /proc, without its start: counting begins when it
has polled the queue. It ends when every record was received and every message deleted; the seconds hold the last batch's
waiting for its age and the last delete's for its companions. Steady is from the first delete to the last event received:
where the receiver acknowledges late, the time before it only fills what may wait. Undisturbed leaves out the time in which
the forwarder's main thread waited for a CPU that other processes had. The floor is gunzipSync + JSON.parse of the same
objects and JSON.stringify + gzipSync level 1 of the same documents, one thread, no network, same run. The ratio is µs over
floor µs.`;
