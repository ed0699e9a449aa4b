/** Runs of one path that differ in one setting. */
import { best, microsPerEvent, type Rig } from "../rig.ts";
import type { Scenario } from "../scenario.ts";
import type { Findings } from "./part.ts";
import { runTable, steadyRate, troubles } from "./rows.ts";

/**
 * Against the first of them: how many times the CPU, and how many times the time. Of several rounds the least of each
 * counts, which need not be of the same round.
 */
export async function compared(
  setting: string,
  scenarios: readonly Scenario[],
  rig: Rig,
  rounds = 1,
): Promise<Findings> {
  const measured = await rig.measureRounds(scenarios, rounds);
  const runs = measured.map((all) => {
    const run = best(all);
    return { run, micros: microsPerEvent(run), rate: Math.max(...all.map(steadyRate)) };
  });
  const [first] = runs;
  const results = runs.map(({ run, micros, rate }, index) => {
    const cpu = first === undefined ? 1 : micros / first.micros;
    const time = first === undefined ? 1 : first.rate / rate;
    return { title: scenarios[index]?.title ?? "", run, cpu, time };
  });
  const rows = results.map(({ title, run, cpu, time }) => {
    return { title, run, more: [cpu.toFixed(2), time.toFixed(2)] };
  });
  const text = [runTable(setting, rows, ["× CPU", "× time"]), troubles(rows)];
  const figures = results.slice(1).flatMap(({ title, cpu, time }) => [
    [`${setting}, ${title}: × CPU`, cpu],
    [`${setting}, ${title}: × time`, time],
  ]);
  return {
    text: text.filter((one) => one !== "").join("\n\n"),
    figures: Object.fromEntries(figures),
    details: results,
  };
}

export function together(findings: readonly Findings[]): Findings {
  return {
    text: findings.map(({ text }) => text).join("\n\n"),
    figures: Object.assign({}, ...findings.map(({ figures }) => figures)),
    details: findings.map(({ details }) => details),
  };
}
