import type { AdminView, Reasons } from "../observe/admin.ts";
import type { SupervisorMetrics } from "../observe/supervisor-metrics.ts";
import type { Crew, Standing } from "./crew.ts";
import { metricsText, sumOfBooks } from "./totals.ts";

export interface ViewParts {
  readonly crew: Crew;
  readonly metrics: SupervisorMetrics;
  readonly version: string;
  readonly stopping: AbortSignal;
}

/** A daemon with several workers, as its admin server shows it: sums, and reasons that name the worker. */
export function createView({ crew, metrics, version, stopping }: ViewParts): AdminView {
  return {
    async metrics() {
      const { standings, legacy } = await crew.muster();
      for (const state of states)
        metrics.workers.set({ state }, standings.filter((one) => one.state === state).length);
      const own = await metrics.registry.getMetricsAsJSON();
      const reported = standings.map((one) => reportOf(one)?.metrics ?? []);
      return metricsText([own, ...reported, legacy.metrics]);
    },
    async stuck() {
      const { standings } = await crew.muster();
      return named(standings, (one) =>
        one.state === "silent" ? { "": noAnswer } : (reportOf(one)?.stuck ?? {}),
      );
    },
    async problems() {
      const { standings } = await crew.muster();
      return {
        ...named(standings, problemsOf),
        ...(stopping.aborted && { process: "stopping: nothing new is taken" }),
      };
    },
    async status() {
      const { standings, legacy } = await crew.muster();
      const books = standings.map((one) => reportOf(one)?.destinations ?? {});
      return {
        version,
        destinations: sumOfBooks([...books, legacy.destinations]),
        workers: standings.map(briefly),
      };
    },
  };
}

const states = ["starting", "running", "silent", "down"] satisfies readonly Standing["state"][];
const noAnswer = "does not answer";

function reportOf(standing: Standing) {
  return standing.state === "down" ? undefined : standing.report;
}

function problemsOf(standing: Standing): Reasons {
  switch (standing.state) {
    case "running":
      return standing.report?.problems ?? {};
    case "starting":
      return { "": "not tried yet" };
    case "silent":
      return { "": noAnswer };
    case "down":
      return { "": standing.reason };
  }
}

function briefly(standing: Standing): object {
  if (standing.state === "down") return standing;
  const { worker, state, pid, report } = standing;
  return { worker, state, pid, destinations: report?.destinations ?? {} };
}

/** Reasons of all workers, each component after the worker it is of; without a component they are about the worker. */
function named(standings: readonly Standing[], reasonsOf: (one: Standing) => Reasons): Reasons {
  return Object.fromEntries(
    standings.flatMap((one) =>
      Object.entries(reasonsOf(one)).map(([component, reason]) => [
        [`worker ${one.worker}`, component].filter(Boolean).join(", "),
        reason,
      ]),
    ),
  );
}
