import type { Clock } from "../../runtime/clock.ts";
import type { Reusable } from "./carrier.ts";

/** The lines that no batch is on. There are never more than batches were on their way at once. */
export class Pool<Line extends Reusable> {
  readonly #idle = new Set<Line>();
  readonly #maxAgeMs: number;
  readonly #clock: Pick<Clock, "monotonic">;

  constructor(maxAgeMs: number, clock: Pick<Clock, "monotonic">) {
    this.#maxAgeMs = maxAgeMs;
    this.#clock = clock;
  }

  /** A line that is not lost, if there is one; from now on it is the caller's. */
  take(): Line | undefined {
    for (const line of this.#idle) {
      this.#idle.delete(line);
      if (!line.lost.aborted) return line;
    }
    return undefined;
  }

  /** Whether it has to end after the batch that it carries. */
  isOld({ openedAt }: Line): boolean {
    return this.#clock.monotonic() - openedAt >= this.#maxAgeMs;
  }

  /** A line that is lost meanwhile is passed over when its turn comes. */
  give(line: Line): void {
    this.#idle.add(line);
  }

  close(): void {
    for (const line of this.#idle) line.close();
    this.#idle.clear();
  }
}
