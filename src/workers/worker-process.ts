import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { smallHeapFlags } from "../runtime/heap.ts";
import { notice, type Notice, type Order, type Report } from "./messages.ts";

/** A worker as its supervisor sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Resolves when its destinations were prepared, or could not be at the first attempt: false where it ended before. */
  readonly prepared: Promise<boolean>;
  /** Resolves when the process is gone and all it had to say was heard. */
  readonly ended: Promise<Ending>;
  /** What it reported last; at an orderly end it does so once more, unasked. */
  readonly lastReport: Report | undefined;
  send(order: Order): void;
  /** Asks for a report. Resolves with undefined where it ends before it answers, and not at all while it is stuck. */
  report(): Promise<Report | undefined>;
  kill(): void;
}

/** Both are null where the process could not be started at all. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const program = fileURLToPath(new URL("../main.ts", import.meta.url));

export function startWorkerProcess(number: number): WorkerProcess {
  const child = fork(program, ["worker", String(number)], {
    execArgv: [...smallHeapFlags()],
    // Metrics hold NaN and the configuration is bytes: JSON knows neither.
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return new Child(child);
}

class Child implements WorkerProcess {
  readonly ended: Promise<Ending>;
  lastReport: Report | undefined;
  readonly #child: ChildProcess;
  readonly #prepared = Promise.withResolvers<boolean>();
  #question: PromiseWithResolvers<Report | undefined> | undefined;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = this.#end();
    child.on("message", (message) => this.#hear(notice.parse(message)));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get prepared(): Promise<boolean> {
    return this.#prepared.promise;
  }

  send(order: Order): void {
    if (this.#child.connected) this.#child.send(order);
  }

  report(): Promise<Report | undefined> {
    // One that is stuck must not find a heap of questions.
    if (this.#question !== undefined) return this.#question.promise;
    this.#question = Promise.withResolvers();
    this.send({ kind: "report" });
    return this.#question.promise;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  #hear(heard: Notice): void {
    if (heard.kind === "prepared") return this.#prepared.resolve(true);
    this.lastReport = heard.report;
    this.#answer(heard.report);
  }

  #answer(report: Report | undefined): void {
    this.#question?.resolve(report);
    this.#question = undefined;
  }

  async #end(): Promise<Ending> {
    const exited = Promise.withResolvers<Ending>();
    const disconnected = Promise.withResolvers<void>();
    this.#child.once("disconnect", () => disconnected.resolve());
    this.#child.once("exit", (code, signal) => exited.resolve({ code, signal }));
    // Where there is a process, it is about a message to one that is about to end, and `exit` comes.
    this.#child.on("error", () => {
      if (this.pid === undefined) exited.resolve({ code: null, signal: null });
    });
    const ending = await exited.promise;
    // What it said last may still be on its way.
    if (this.#child.connected) await disconnected.promise;
    this.#prepared.resolve(false);
    this.#answer(undefined);
    return ending;
  }
}
