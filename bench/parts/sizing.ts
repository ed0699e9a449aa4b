/** What a path needs at a size that one can multiply: docs/performance.md says how. */
import type { Measured } from "../measure.ts";
import type { ObjectsMade } from "../trail/objects.ts";
import { table } from "../table.ts";

interface Sized {
  readonly title: string;
  readonly run: Measured;
}

/** One day of so many events. */
const eventsPerDay = 100e6;
const secondsPerDay = 86_400;
/** The busiest minutes of a trail, over its average. */
const peak = 4;
/** The share of a CPU that is planned for; the rest is for catching up after an outage. */
const planned = 0.7;

export function sizingTable(paths: readonly Sized[], made: ObjectsMade): string {
  const head = [
    `${eventsPerDay / 1e6} million events a day`,
    "CPUs on average",
    `CPUs at ${peak} × that, ${planned * 100} % busy`,
    "GB from S3",
    "GB sent",
  ];
  const fromS3 = ((made.gzipBytes / made.records) * eventsPerDay) / 1e9;
  return table(
    head,
    paths.map(({ title, run: { measured } }) => {
      const cpus = ((measured.cpuSeconds / measured.events) * eventsPerDay) / secondsPerDay;
      const sent = ((measured.receivedWireBytes / measured.events) * eventsPerDay) / 1e9;
      const figures = [cpus, (cpus * peak) / planned];
      return [
        title,
        ...figures.map((figure) => figure.toFixed(3)),
        ...[fromS3, sent].map((gigabytes) => gigabytes.toFixed(0)),
      ];
    }),
  );
}
