/** Tables of runs: the same columns wherever runs are compared. */
import { describeEnd, isClean } from "../end.ts";
import type { Measured } from "../measure.ts";
import { threadGroups } from "../process-tree.ts";
import { microsPerEvent } from "../rig.ts";
import { count, mebibytes, table } from "../table.ts";

/** A run, and cells that stand after its title. */
export interface Row {
  readonly title: string;
  readonly run: Measured;
  readonly more?: readonly string[];
}

const columns = [
  "events",
  "events/s",
  "steady/s",
  "events/CPU s",
  "µs CPU/event",
  ...threadGroups,
  "servers",
  "peak RSS",
];

export function runTable(
  first: string,
  rows: readonly Row[],
  more: readonly string[] = [],
): string {
  return table(
    [first, ...columns, ...more],
    rows.map((row) => [row.title, ...cellsOf(row.run), ...(row.more ?? [])]),
  );
}

/** Anything that was not as it should be. */
export function troubles(rows: readonly Row[]): string {
  return rows
    .flatMap(({ title, run: { measured, end } }) => [
      ...(measured.repeats > 0 ? [`${title}: ${count(measured.repeats)} events came twice.`] : []),
      ...(isClean(end) ? [] : [`${title}: the forwarder ended with ${describeEnd(end)}.`]),
    ])
    .join("\n");
}

/** Events in a second, without filling and emptying where the run was longer than these. */
export function steadyRate({ measured }: Measured): number {
  return measured.steadily?.eventsPerSecond ?? measured.events / measured.seconds;
}

function cellsOf(run: Measured): readonly string[] {
  const { events, seconds, cpuSeconds, threads, serversCpuSeconds } = run.measured;
  const micros = (spent: number) => ((spent * 1e6) / events).toFixed(1);
  return [
    count(events),
    count(events / seconds),
    count(steadyRate(run)),
    count(events / cpuSeconds),
    microsPerEvent(run).toFixed(1),
    ...threadGroups.map((group) => micros(threads[group])),
    micros(serversCpuSeconds),
    mebibytes(run.peakBytes),
  ];
}
