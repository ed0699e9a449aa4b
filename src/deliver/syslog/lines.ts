import type { Clock } from "../../runtime/clock.ts";
import type { Trouble } from "../destination.ts";
import type { Carrier, Leg, Reusable } from "./carrier.ts";
import { Pool } from "./pool.ts";
import { cutShort, troubleOf } from "./trouble.ts";

export interface LinesOptions {
  /** A line that is older takes no further batch. */
  readonly maxAgeMs: number;
  readonly clock: Clock;
}

/** The lines to one receiver, which are made when there is no idle one. */
export class Lines<Line extends Reusable> {
  readonly #carrier: Pick<Carrier<Line>, "address" | "connect">;
  readonly #pool: Pool<Line>;

  constructor(
    carrier: Pick<Carrier<Line>, "address" | "connect">,
    { maxAgeMs, clock }: LinesOptions,
  ) {
    this.#carrier = carrier;
    this.#pool = new Pool(maxAgeMs, clock);
  }

  /** Does some work with a line that nothing else is sent on meanwhile. Throws only what is a bug. */
  async use<T>(
    signal: AbortSignal,
    work: (line: Line, leg: Leg) => Promise<T>,
    failed: (trouble: Trouble) => T,
  ): Promise<T> {
    const { address } = this.#carrier;
    try {
      const line = this.#pool.take() ?? (await this.#carrier.connect(signal));
      if (line === "timeout" || line === "aborted")
        return failed(cutShort(line, address, `Got no connection in time to ${address}`));
      const isLast = this.#pool.isOld(line);
      const result = await work(line, { isLast, signal });
      if (isLast) line.close();
      else this.#pool.give(line);
      return result;
    } catch (error) {
      return failed(troubleOf(error, address));
    }
  }

  close(): void {
    this.#pool.close();
  }
}
