import type { Health } from "../observe/health.ts";
import type { Logger } from "../observe/logger.ts";
import type { Seldom } from "../observe/seldom.ts";
import { diagnose, type Diagnosis } from "./diagnosis.ts";

export interface TroubleOptions {
  readonly source: string;
  /** The name in `/readyz`. */
  readonly component: string;
  /** The right that the calls need. */
  readonly action: string;
  readonly log: Logger;
  readonly health: Health;
  readonly seldom: Seldom;
}

/**
 * Trouble with one kind of call, told to operators when it starts, once a minute while it lasts and when it is over.
 * Trouble that comes and goes within a minute is told once.
 */
export class Trouble {
  readonly #options: TroubleOptions;
  #told = false;

  constructor(options: TroubleOptions) {
    this.#options = options;
  }

  report(error: unknown): Diagnosis {
    const { source, component, action, log, health, seldom } = this.#options;
    const diagnosis = diagnose(error, action);
    health.unwell(component, `${diagnosis.advice} (${diagnosis.message})`);
    const line = seldom(`trouble ${component} ${diagnosis.reason}`);
    if (line !== undefined) {
      this.#told = true;
      log.warn({ source, action, ...diagnosis, ...line }, "A call to the queue failed");
    }
    return diagnosis;
  }

  over(): void {
    const { source, component, action, log, health } = this.#options;
    health.well(component);
    if (this.#told) log.info({ source, action }, "Calls to the queue succeeded again");
    this.#told = false;
  }
}
