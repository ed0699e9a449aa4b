import type { Clock } from "../runtime/clock.ts";
import { withinDeadline } from "../runtime/deadline.ts";
import type { Report } from "./messages.ts";
import { bequeath, noLegacy, type Legacy } from "./totals.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** How one worker stands. */
export type Standing = Present | Absent;

interface Present {
  readonly worker: number;
  /** `silent`: it has not answered in time, and its report is an older one. `starting`: it has not answered yet. */
  readonly state: "running" | "silent" | "starting";
  readonly pid: number | undefined;
  readonly report: Report | undefined;
}

interface Absent {
  readonly worker: number;
  readonly state: "down";
  /** Why it is not there. It starts again. */
  readonly reason: string;
}

/** Taken at one moment: what a worker has counted is either in its report or in the legacy. */
export interface Muster {
  readonly standings: readonly Standing[];
  readonly legacy: Legacy;
}

/** Longer than a busy worker needs, and short beside the patience of whoever asks the admin server. */
const answerMs = 1000;

/** The workers of a supervisor, as far as others want to know of them. */
export class Crew {
  readonly #clock: Clock;
  readonly #present = new Map<number, WorkerProcess>();
  readonly #absent = new Map<number, string>();
  #legacy = noLegacy;

  constructor(clock: Clock, workers: number) {
    this.#clock = clock;
    for (let worker = 1; worker <= workers; worker += 1)
      this.#absent.set(worker, "not started yet");
  }

  get present(): ReadonlyMap<number, WorkerProcess> {
    return this.#present;
  }

  joined(worker: number, process: WorkerProcess): void {
    this.#absent.delete(worker);
    this.#present.set(worker, process);
  }

  left(worker: number, reason: string): void {
    const lastReport = this.#present.get(worker)?.lastReport;
    if (lastReport !== undefined) this.#legacy = bequeath(this.#legacy, lastReport);
    this.#present.delete(worker);
    this.#absent.set(worker, reason);
  }

  /** Asks every worker for a report. What does not answer in time stands in it with its last one. */
  async muster(): Promise<Muster> {
    const asked = [...this.#present.values()];
    const answers = await Promise.all(asked.map((process) => this.#answers(process)));
    const silent = new Set(asked.filter((_, at) => !answers[at]));
    const present = [...this.#present].map(([worker, process]): Present => {
      const { pid, lastReport: report } = process;
      const quiet = report === undefined ? "starting" : "silent";
      return { worker, state: silent.has(process) ? quiet : "running", pid, report };
    });
    const absent = [...this.#absent].map(([worker, reason]): Absent => ({
      worker,
      state: "down",
      reason,
    }));
    const standings = [...present, ...absent].sort((a, b) => a.worker - b.worker);
    return { standings, legacy: this.#legacy };
  }

  async #answers(process: WorkerProcess): Promise<boolean> {
    const { signal } = new AbortController();
    const deadline = { clock: this.#clock, ms: answerMs, signal };
    const answer = await withinDeadline(deadline, async () => ({ report: await process.report() }));
    return answer !== "timeout" && answer !== "aborted";
  }
}
