/**
 * One destination's accounts. They balance at every moment:
 * read = delivered + duplicates + degraded + dead-lettered + filtered + released + dropped + in flight.
 * A released record is read again when its message comes back. Only a destination that is not required drops.
 */
import type { RejectReason, ReleaseReason } from "../event.ts";
import type { Metrics } from "./metrics.ts";

export interface Accounts {
  readonly read: number;
  readonly delivered: number;
  readonly duplicates: number;
  /** Taken but set aside, as in the failure store of Elasticsearch. */
  readonly degraded: number;
  readonly deadLettered: number;
  readonly filtered: number;
  readonly released: number;
  readonly dropped: number;
  readonly inFlight: number;
}

type Ended = Exclude<keyof Accounts, "read" | "inFlight">;

export class Books {
  readonly destination: string;
  readonly #metrics: Metrics;
  #read = 0;
  readonly #ended: Record<Ended, number> = {
    delivered: 0,
    duplicates: 0,
    degraded: 0,
    deadLettered: 0,
    filtered: 0,
    released: 0,
    dropped: 0,
  };

  constructor(destination: string, metrics: Metrics) {
    this.destination = destination;
    this.#metrics = metrics;
  }

  read(count: number): void {
    this.#read += count;
    this.#metrics.eventsInFlight.inc({ destination: this.destination }, count);
  }

  delivered(counts: Pick<Accounts, "delivered" | "duplicates" | "degraded">): void {
    const { destination } = this;
    this.#end("delivered", counts.delivered);
    this.#end("duplicates", counts.duplicates);
    this.#end("degraded", counts.degraded);
    this.#metrics.eventsDelivered.inc({ destination }, counts.delivered);
    this.#metrics.eventsDuplicate.inc({ destination }, counts.duplicates);
    this.#metrics.eventsDegraded.inc({ destination }, counts.degraded);
  }

  /** Records that were read and are left out. */
  filtered(reason: string, count: number): void {
    this.read(count);
    this.#end("filtered", count);
    this.#metrics.recordsFiltered.inc({ destination: this.destination, reason }, count);
  }

  deadLettered(reason: RejectReason, count: number): void {
    this.#end("deadLettered", count);
    this.#metrics.eventsDeadLettered.inc({ destination: this.destination, reason }, count);
  }

  released(reason: ReleaseReason, count: number): void {
    this.#end("released", count);
    this.#metrics.eventsReleased.inc({ destination: this.destination, reason }, count);
  }

  dropped(reason: RejectReason | ReleaseReason, count: number): void {
    this.#end("dropped", count);
    this.#metrics.eventsDropped.inc({ destination: this.destination, reason }, count);
  }

  get accounts(): Accounts {
    const ended = Object.values(this.#ended).reduce((sum, count) => sum + count, 0);
    return { read: this.#read, ...this.#ended, inFlight: this.#read - ended };
  }

  #end(how: Ended, count: number): void {
    this.#ended[how] += count;
    this.#metrics.eventsInFlight.dec({ destination: this.destination }, count);
  }
}
