/** What Splunk's HTTP Event Collector answers when it takes every event and stores each some time later. */
import { isJsonObject } from "../../src/event.ts";

const lineFeed = 10;
const endOfEvent = Buffer.from("}\n");

/** Events of a body of the `event` endpoint, each on its line. Undefined where it can't be one. */
export function countEvents(body: Buffer): number | undefined {
  let lines = 0;
  for (let at = body.indexOf(lineFeed); at !== -1; at = body.indexOf(lineFeed, at + 1)) lines += 1;
  return lines > 0 && body.subarray(-endOfEvent.length).equals(endOfEvent) ? lines : undefined;
}

/** Indexer acknowledgment: each channel counts its requests from 0, and tells once of each that it is stored. */
export class Acknowledgments {
  readonly #afterMs: number;
  readonly #channels = new Map<string, { next: number; readonly storedAt: Map<number, number> }>();

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  /** The answer to events. */
  take(channelId: string, now: number): string {
    const channel = this.#channels.get(channelId) ?? { next: 0, storedAt: new Map() };
    this.#channels.set(channelId, channel);
    const ackId = channel.next;
    channel.next += 1;
    channel.storedAt.set(ackId, now + this.#afterMs);
    return JSON.stringify({ text: "Success", code: 0, ackId });
  }

  /** The answer to a question, which is `{"acks":[0,1]}`. */
  tell(channelId: string, question: unknown, now: number): string {
    const storedAt = this.#channels.get(channelId)?.storedAt;
    const asked = isJsonObject(question) ? question["acks"] : undefined;
    const numbers = (Array.isArray(asked) ? asked : []).filter((one) => typeof one === "number");
    const acks = numbers.map((ackId) => {
      const isStored = (storedAt?.get(ackId) ?? Infinity) <= now;
      if (isStored) storedAt?.delete(ackId);
      return [String(ackId), isStored];
    });
    return JSON.stringify({ acks: Object.fromEntries(acks) });
  }
}

export const taken = JSON.stringify({ text: "Success", code: 0 });
