import type { Batcher } from "../batch/batcher.ts";
import type { Batch, EncodedEvent, Rejection, TrailRecord } from "../event.ts";
import type { Filter } from "../normalize/filter/filter.ts";
import type { Books } from "../observe/books.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Slots } from "../runtime/slots.ts";
import { Tasks } from "../runtime/tasks.ts";
import type { Claiming, Claims, Holder } from "./claims.ts";
import type { Bury } from "./dead-letter/bury.ts";
import type { DeliveryReport, Destination, Unconfirmed } from "./destination.ts";

export interface LaneOptions {
  /** With retry, splitting and observation around it. */
  readonly destination: Destination;
  readonly batcher: Batcher;
  readonly maxAgeMs: number;
  /** How many batches may be on their way at once. */
  readonly slots: Slots;
  /** False: the lane never holds an acknowledgement back; what it has no room for goes to the dead letter or is dropped. */
  readonly required: boolean;
  /** Absent: every record is wanted. */
  readonly filter?: Filter | undefined;
  readonly claims: Claiming;
  readonly bury: Bury;
  readonly books: Books;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly abandoned: AbortSignal;
  readonly onBug: (error: unknown) => void;
}

/**
 * One destination's path: the batch that is being filled, then delivery slots. There is no queue: a full batch stays
 * where it was filled until a slot is free, so `add` waits, so reading waits, so the source is not asked.
 */
export class Lane {
  readonly #options: LaneOptions;
  readonly #tasks: Tasks;
  #sending: Promise<void> | undefined;
  #cancelAge: (() => void) | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#tasks = new Tasks(options.onBug);
    options.metrics.deliveryConcurrency.set({ destination: this.name }, options.slots.size);
  }

  get name(): string {
    return this.#options.destination.name;
  }

  /** Whether the destination is to get the record; one that is left out is counted and done with. */
  wants(record: TrailRecord): boolean {
    const { books, filter } = this.#options;
    const reason = filter?.(record.fields);
    if (reason !== undefined) books.filtered(reason, 1);
    return reason === undefined;
  }

  /** Takes the events over, and with them their claims and one hold on the memory of each record and each body. Resolves when all are in a batch: that is the backpressure. */
  async add(events: readonly EncodedEvent[]): Promise<void> {
    const { batcher, books, claims, required } = this.#options;
    books.read(events.length);
    claims.hold(events);
    for (const event of events) {
      if (!required && !this.#hasRoom(event)) {
        await this.#refuse([overflow(event.record)]);
        continue;
      }
      while (!batcher.fits(event)) await this.#waitForRoom();
      batcher.add(event);
      this.#cancelAge ??= this.#startAge();
    }
    if (!batcher.full) return;
    if (required) await this.#waitForRoom();
    else this.flush();
  }

  /** Takes records that can't be encoded for this destination: they go to the dead letter. */
  async reject(rejections: readonly Rejection[]): Promise<void> {
    if (rejections.length === 0) return;
    this.#options.books.read(rejections.length);
    this.#options.claims.hold(rejections);
    await this.#refuse(rejections);
  }

  /** Sends what is there as soon as a slot is free: nothing more is coming for now. */
  flush(): void {
    if (this.#options.batcher.size > 0) this.#tasks.start(() => this.#send());
  }

  /** Sends what is there and waits until every batch has ended. */
  async drain(): Promise<void> {
    while (this.#options.batcher.size > 0) await this.#send();
    await this.#tasks.drain();
  }

  #hasRoom(event: EncodedEvent): boolean {
    return this.#options.batcher.fits(event) || this.#options.slots.free > 0;
  }

  #startAge(): () => void {
    return this.#options.clock.schedule(this.#options.maxAgeMs, () => this.flush());
  }

  async #waitForRoom(): Promise<void> {
    const { clock, metrics } = this.#options;
    const started = clock.monotonic();
    await this.#send();
    const seconds = (clock.monotonic() - started) / 1000;
    metrics.backpressure.inc({ destination: this.name }, seconds);
  }

  /** All who wait for room wait for the same slot: one full batch at most stands before the destination. */
  #send(): Promise<void> {
    this.#sending ??= this.#startDelivery().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #startDelivery(): Promise<void> {
    const { batcher, metrics, slots } = this.#options;
    await slots.take();
    this.#cancelAge?.();
    this.#cancelAge = undefined;
    const batch = batcher.take();
    if (batch.events.length === 0) {
      slots.give();
      return;
    }
    metrics.batchEvents.observe({ destination: this.name }, batch.events.length);
    metrics.batchBytes.observe({ destination: this.name }, batch.bytes);
    this.#tasks.start(() => this.#deliver(batch).finally(() => slots.give()));
  }

  async #deliver(batch: Batch): Promise<void> {
    const { abandoned, claims, destination } = this.#options;
    const report = await destination.deliver(batch, abandoned);
    const { retryable, rejected, unconfirmed = [] } = report;
    const waiting = unconfirmed.flatMap(({ events }) => events);
    const delivered = without(batch, [...retryable, ...rejected, ...waiting]);

    this.#delivered(partOf(delivered, claims), report);
    for (const part of unconfirmed) this.#waitForConfirmation(part);
    release([...delivered, ...waiting]);
    if (retryable.length > 0) claims.of(retryable).giveUp("draining");
    await this.#refuse(rejected);
  }

  #delivered(
    { claims, count, time }: Part,
    { duplicates, degraded = 0 }: Pick<DeliveryReport, "duplicates" | "degraded">,
  ): void {
    if (count === 0) return;
    const { books, clock, metrics } = this.#options;
    books.delivered({ delivered: count - duplicates - degraded, duplicates, degraded });
    metrics.lastDelivery.set({ destination: this.name }, clock.now() / 1000);
    if (time !== undefined) {
      metrics.eventLag.observe({ destination: this.name }, (clock.now() - time) / 1000);
    }
    claims.complete();
  }

  /** Keeps nothing of the events while it waits. */
  #waitForConfirmation({ events, confirmation }: Unconfirmed): void {
    const part = partOf(events, this.#options.claims);
    const { eventsUnconfirmed } = this.#options.metrics;
    eventsUnconfirmed.inc({ destination: this.name }, part.count);
    this.#tasks.start(async () => {
      const confirmed = await confirmation;
      eventsUnconfirmed.dec({ destination: this.name }, part.count);
      if (confirmed) this.#delivered(part, { duplicates: 0 });
      else part.claims.giveUp(this.#options.abandoned.aborted ? "draining" : "unconfirmed");
    });
  }

  async #refuse(rejections: readonly Rejection[]): Promise<void> {
    if (rejections.length === 0) return;
    const { books, bury, claims } = this.#options;
    const buried = await bury(this.name, rejections);
    for (const { record, reason } of rejections) {
      if (buried) books.deadLettered(reason, 1);
      else claims.of([{ record }]).giveUp(reason);
    }
    if (buried) claims.of(rejections).complete();
  }
}

/** Only of events that nobody reads any more. Others may still lie with a dead letter that was given up on. */
function release(events: readonly EncodedEvent[]): void {
  for (const { body, record } of events) {
    body.release();
    record.release();
  }
}

function overflow(record: TrailRecord): Rejection {
  return { record, reason: "overflow", message: "The destination is not required and had no room" };
}

function without({ events }: Batch, others: readonly Holder[]): readonly EncodedEvent[] {
  if (others.length === 0) return events;
  const left = new Set(others.map(({ record }) => record));
  return events.filter(({ record }) => !left.has(record));
}

/** What has to be known of a part of a batch when it has ended. */
interface Part {
  readonly claims: Claims;
  readonly count: number;
  /** When the first of its records happened. */
  readonly time: number | undefined;
}

function partOf(holders: readonly Holder[], claims: Claiming): Part {
  return { claims: claims.of(holders), count: holders.length, time: holders[0]?.record.time };
}
