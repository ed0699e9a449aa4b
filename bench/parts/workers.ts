/**
 * One worker on one CPU and two on two. Where the machine has no CPUs left for the servers, these take from the workers
 * what they need, and the clock tells less than the CPU: so the speed-up is told of both. By capacity it is how many times
 * the events can be handled with all CPUs to the forwarder, which is busy with one event as long as it was here.
 */
import { ConfigRefused } from "../forwarder.ts";
import type { Measured } from "../measure.ts";
import { pathNamed } from "../paths.ts";
import { microsPerEvent } from "../rig.ts";
import { aScenario } from "../scenario.ts";
import { table } from "../table.ts";
import type { Part } from "./part.ts";
import { runTable, steadyRate, troubles } from "./rows.ts";

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
      const [one, two] = await rig.measure(scenarios);
      if (one === undefined || two === undefined) throw new Error("Nothing was measured");
      return findings(one, two);
    } catch (error) {
      if (!(error instanceof ConfigRefused)) throw error;
      return { text: `Skipped. ${error.message}`, figures: {}, details: null };
    }
  },
};

function findings(one: Measured, two: Measured) {
  const byClock = steadyRate(two) / steadyRate(one);
  const byCapacity = (2 * microsPerEvent(one)) / microsPerEvent(two);
  const rows = [
    { title: "1", run: one },
    { title: "2", run: two },
  ];
  const text = [
    runTable("workers", rows),
    table(
      ["workers", "CPUs used", "CPUs of the servers"],
      rows.map(({ title, run }) => [title, ...cpusUsed(run).map((cpus) => cpus.toFixed(2))]),
    ),
    `Speed-up by the clock ${byClock.toFixed(2)}, by capacity ${byCapacity.toFixed(2)}.`,
    troubles(rows),
  ];
  return {
    text: text.filter((part) => part !== "").join("\n\n"),
    figures: { "2 workers: × CPU": microsPerEvent(two) / microsPerEvent(one) },
    details: { one, two, byClock, byCapacity },
  };
}

function cpusUsed({ measured: { cpuSeconds, serversCpuSeconds, seconds } }: Measured) {
  return [cpuSeconds / seconds, serversCpuSeconds / seconds];
}
