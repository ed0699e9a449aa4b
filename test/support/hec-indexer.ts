import type { Clock } from "../../src/runtime/clock.ts";
import type { HecEvent } from "./hec-request.ts";

export interface HecIndexerOptions {
  readonly clock: Clock;
  /** From taking events to having them stored. */
  readonly ackDelayMs: number;
  /** Whether the next number will never be told; its events are stored nevertheless. */
  readonly losesAck: () => boolean;
}

interface Taken {
  readonly events: readonly HecEvent[];
  readonly storedAt: number;
  readonly isTold: boolean;
}

interface Channel {
  /** How many numbers were given. */
  given: number;
  /** By number, what was not told yet. */
  readonly pending: Map<number, Taken>;
}

/** Indexer acknowledgment as one Splunk process knows it: numbers count from 0 for each channel, and `true` is told once. */
export class HecIndexer {
  readonly toldAt = new Map<HecEvent, number>();
  readonly #options: HecIndexerOptions;
  readonly #channels = new Map<string, Channel>();

  constructor(options: HecIndexerOptions) {
    this.#options = options;
  }

  /** The number of the request that they came with. */
  take(channelId: string, events: readonly HecEvent[]): number {
    const channel = this.#channels.get(channelId) ?? { given: 0, pending: new Map() };
    this.#channels.set(channelId, channel);
    const storedAt = this.#options.clock.monotonic() + this.#options.ackDelayMs;
    const ackId = channel.given;
    channel.given += 1;
    channel.pending.set(ackId, { events, storedAt, isTold: !this.#options.losesAck() });
    return ackId;
  }

  /** The answer to a question; what was never heard of reads like what is not stored yet. */
  ask(channelId: string, question: string): string {
    const { acks }: { acks: readonly number[] } = JSON.parse(question);
    const told = acks.map((ackId) => [ackId, this.#tell(channelId, ackId)] as const);
    return JSON.stringify({ acks: Object.fromEntries(told) });
  }

  /** Forgets all channels; returns the events that were not stored yet. */
  restart(): readonly HecEvent[] {
    const now = this.#options.clock.monotonic();
    const pending = [...this.#channels.values()].flatMap((channel) => [
      ...channel.pending.values(),
    ]);
    this.#channels.clear();
    return pending.filter(({ storedAt }) => storedAt > now).flatMap(({ events }) => events);
  }

  #tell(channelId: string, ackId: number): boolean {
    const pending = this.#channels.get(channelId)?.pending;
    const taken = pending?.get(ackId);
    const now = this.#options.clock.monotonic();
    if (taken === undefined || !taken.isTold || taken.storedAt > now) return false;
    pending?.delete(ackId);
    for (const event of taken.events) this.toldAt.set(event, now);
    return true;
  }
}
