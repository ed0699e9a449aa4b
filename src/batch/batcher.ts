import type { Batch, EncodedEvent } from "../event.ts";

export interface BatchLimits {
  readonly maxEvents: number;
  /** Sum of the events' encoded bytes. An event above it travels alone. */
  readonly maxBytes: number;
  /** An event waits at most this long for others. */
  readonly maxAgeMs: number;
}

/** The batch that is being filled. Age is the owner's business: it has the clock. */
export class Batcher {
  readonly #limits: BatchLimits;
  #events: EncodedEvent[] = [];
  #bytes = 0;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#events.length;
  }

  get full(): boolean {
    return this.#events.length >= this.#limits.maxEvents || this.#bytes >= this.#limits.maxBytes;
  }

  fits(event: EncodedEvent): boolean {
    if (this.#events.length === 0) return true;
    return !this.full && this.#bytes + event.body.byteLength <= this.#limits.maxBytes;
  }

  add(event: EncodedEvent): void {
    this.#events.push(event);
    this.#bytes += event.body.byteLength;
  }

  /** Hands over what was collected and starts anew. */
  take(): Batch {
    const batch = { events: this.#events, bytes: this.#bytes };
    this.#events = [];
    this.#bytes = 0;
    return batch;
  }
}
