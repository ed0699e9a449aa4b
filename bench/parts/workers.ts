/**
 * One worker on one CPU and two on two. Where the machine has no CPUs left for the servers, these take from the workers
 * what they need, and the clock tells less than there is. So the speed-up is told twice: by the clock as it was, and by
 * capacity, which is how many events a second there would be with the CPUs to the forwarder alone, each event at the CPU
 * time that it took here. What the CPUs did is told beside it: capacity is to be had only where the forwarder and the
 * servers left none of them idle.
 */
import { ConfigRefused } from "../forwarder.ts";
import type { Measured } from "../measure.ts";
import { pathNamed } from "../paths.ts";
import { microsPerEvent } from "../rig.ts";
import { aScenario } from "../scenario.ts";
import { count, table } from "../table.ts";
import type { Part } from "./part.ts";
import { runTable, steadyRate, troubles } from "./rows.ts";

const rounds = 2;

interface Row {
  readonly title: string;
  readonly workers: number;
  readonly run: Measured;
}

export const workersPart: Part = {
  name: "workers",
  title: "Workers: ECS → bulk, as many CPUs as workers",
  async run(rig) {
    const usual = aScenario(pathNamed("ecs-bulk"));
    const scenarios = [1, 2].map((workers) => ({
      ...usual,
      title: String(workers),
      cores: workers,
      config: { workers },
    }));
    try {
      const [one, two] = await rig.measure(scenarios, rounds);
      if (one === undefined || two === undefined) throw new Error("Nothing was measured");
      return findings({ title: "1", workers: 1, run: one }, { title: "2", workers: 2, run: two });
    } catch (error) {
      if (!(error instanceof ConfigRefused)) throw error;
      return { text: `Skipped. ${error.message}`, figures: {}, details: null };
    }
  },
};

function findings(one: Row, two: Row) {
  const rows = [one, two];
  const byClock = steadyRate(two.run) / steadyRate(one.run);
  const byCapacity = capacityOf(two) / capacityOf(one);
  const text = [
    runTable("workers", rows),
    cpuTable(rows),
    `Speed-up by the clock ${byClock.toFixed(2)}, by capacity ${byCapacity.toFixed(2)}.`,
    troubles(rows),
  ];
  return {
    text: text.filter((part) => part !== "").join("\n\n"),
    figures: { "2 workers: × CPU": microsPerEvent(two.run) / microsPerEvent(one.run) },
    details: { one: one.run, two: two.run, byClock, byCapacity },
  };
}

/** Events a second. */
function capacityOf({ workers, run }: Row): number {
  return (workers * 1e6) / microsPerEvent(run);
}

function cpuTable(rows: readonly Row[]): string {
  const head = ["workers", "CPUs of the forwarder", "of the servers", "capacity, events/s"];
  return table(
    head,
    rows.map((row) => [
      row.title,
      ...cpusUsed(row.run).map((cpus) => cpus.toFixed(2)),
      count(capacityOf(row)),
    ]),
  );
}

/** While the run was steady, on average. */
function cpusUsed({ measured }: Measured): readonly number[] {
  const { cpuSeconds, serversCpuSeconds, seconds } = measured.steadily ?? measured;
  return [cpuSeconds / seconds, serversCpuSeconds / seconds];
}
