import type { Order, Report } from "../../src/workers/messages.ts";
import type { Ending, WorkerProcess } from "../../src/workers/worker-process.ts";

/** A worker that does what the test says, and keeps its orders. */
export class FakeWorker implements WorkerProcess {
  readonly orders: Order[] = [];
  readonly pid: number;
  lastReport: Report | undefined;
  isKilled = false;
  readonly #prepared = Promise.withResolvers<boolean>();
  readonly #ended = Promise.withResolvers<Ending>();
  /** What it answers; undefined while it is stuck. */
  answer: Report | undefined = aReport();

  constructor(pid: number) {
    this.pid = pid;
  }

  get prepared(): Promise<boolean> {
    return this.#prepared.promise;
  }

  get ended(): Promise<Ending> {
    return this.#ended.promise;
  }

  send(order: Order): void {
    this.orders.push(order);
  }

  report(): Promise<Report | undefined> {
    if (this.answer === undefined) return new Promise(() => {});
    this.lastReport = this.answer;
    return Promise.resolve(this.answer);
  }

  kill(): void {
    this.isKilled = true;
    this.end({ code: null, signal: "SIGKILL" });
  }

  prepare(): void {
    this.#prepared.resolve(true);
  }

  end(ending: Ending): void {
    this.#prepared.resolve(false);
    this.#ended.resolve(ending);
  }
}

export function aReport(report: Partial<Report> = {}): Report {
  return { metrics: [], stuck: {}, problems: {}, destinations: {}, ...report };
}
