import type { Logger } from "../../observe/logger.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Tasks } from "../../runtime/tasks.ts";
import { fileTrouble } from "../file-trouble.ts";

export interface InTimeOptions {
  readonly path: string;
  readonly everyMs: number;
  readonly finish: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onBug: (error: unknown) => void;
}

/** The longest wait for another try. */
const patienceMs = 60_000;

/** Finishes a file some time after lines came into it, so that whoever waits for finished files gets them. */
export class FinishInTime {
  readonly #options: InTimeOptions;
  readonly #tasks: Tasks;
  #cancel: (() => void) | undefined;

  constructor(options: InTimeOptions) {
    this.#options = options;
    this.#tasks = new Tasks(options.onBug);
  }

  /** Lines have come. While time runs already it changes nothing. */
  start(): void {
    this.#startIn(this.#options.everyMs);
  }

  /** Resolves when nothing is being finished any more. */
  async stop(): Promise<void> {
    this.#cancel?.();
    await this.#tasks.drain();
    this.#cancel?.();
  }

  #startIn(ms: number): void {
    this.#cancel ??= this.#options.clock.schedule(ms, () => {
      this.#cancel = undefined;
      this.#tasks.start(() => this.#finish());
    });
  }

  async #finish(): Promise<void> {
    const { everyMs, finish, log, path } = this.#options;
    try {
      await finish();
    } catch (error) {
      const trouble = fileTrouble(error, path);
      if (trouble === undefined) throw error;
      log.warn({ path, reason: trouble.message }, "A file could not be finished in time");
      this.#startIn(Math.min(everyMs, patienceMs));
    }
  }
}
