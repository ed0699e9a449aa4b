import type { Batch, EncodedEvent } from "../../src/event.ts";
import {
  allDelivered,
  type DeliveryReport,
  type Destination,
  type Trouble,
} from "../../src/deliver/destination.ts";
import { idOf } from "./events.ts";

export type Answer = (
  batch: Batch,
  signal: AbortSignal,
) => DeliveryReport | Promise<DeliveryReport>;

/** A destination that answers from a script, then takes everything, and remembers what it was sent. */
export class ScriptedDestination implements Destination {
  readonly name = "scripted";
  readonly attempts: string[][] = [];
  closed = false;
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  async deliver(batch: Batch, signal: AbortSignal): Promise<DeliveryReport> {
    this.attempts.push(batch.events.map(idOf));
    const answer = this.#answers.shift();
    return answer === undefined ? allDelivered : answer(batch, signal);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

export const unavailable: Trouble = { kind: "unavailable", message: "503 from the destination" };

/** Takes everything but the events of these ids, which may be sent again. */
export function retryOnly(ids: readonly string[], trouble: Trouble = unavailable): Answer {
  return (batch) => ({ ...allDelivered, retryable: pick(batch, ids), trouble });
}

export function retryAll(trouble: Trouble = unavailable): Answer {
  return (batch) => ({ ...allDelivered, retryable: batch.events, trouble });
}

/** Refuses the events of these ids for good. */
export function rejectOnly(ids: readonly string[]): Answer {
  return (batch) => ({
    ...allDelivered,
    rejected: pick(batch, ids).map(({ record }) => ({
      record,
      reason: "mapping",
      message: "no such field",
    })),
  });
}

function pick(batch: Batch, ids: readonly string[]): EncodedEvent[] {
  return batch.events.filter((event) => ids.includes(idOf(event)));
}
