import type { EncodedEvent, Rejection } from "../../../event.ts";
import type { Clock } from "../../../runtime/clock.ts";
import type { Deadline } from "../../../runtime/deadline.ts";
import { noneDelivered, type DeliveryReport, type Trouble } from "../../destination.ts";
import type { Carrier } from "../carrier.ts";
import type { RelpConfig } from "../config.ts";
import { connect } from "../connection.ts";
import { addressOf, cutShort, troubleOf } from "../trouble.ts";
import type { Answer } from "./answer.ts";
import { Session } from "./session.ts";

/** Syslog over RELP, TLS beneath it or not: delivered is what the receiver has answered for, and nothing else. */
export function createRelp(config: RelpConfig, clock: Clock): Carrier<Session> {
  const { answerTimeoutMs, receiver, window } = config;
  const address = addressOf(receiver.tls === undefined ? "relp" : "relps", receiver);
  const late = `Got no answer in time from ${address}`;
  return {
    address,
    async connect(signal) {
      const connection = await connect(receiver, { clock, signal });
      if (typeof connection === "string") return connection;
      return openedOrDropped(new Session(connection), {
        clock,
        ms: receiver.connectTimeoutMs,
        signal,
      });
    },
    async send(session, events, { signal }) {
      const tally = new Tally(events);
      const onAnswer = (event: EncodedEvent, answer: Answer) => tally.count(event, answer);
      const deadline = { clock, ms: answerTimeoutMs, signal };
      try {
        const ended = await session.submit({ events, window, onAnswer }, deadline);
        if (ended === undefined) return tally.report();
        session.drop();
        return tally.report(cutShort(ended, address, late));
      } catch (error) {
        return tally.report(troubleOf(error, address));
      }
    },
  };
}

async function openedOrDropped(session: Session, deadline: Deadline) {
  let opened: Session | "timeout" | "aborted" | undefined;
  try {
    opened = await session.open(deadline);
    return opened;
  } finally {
    if (opened !== session) session.drop();
  }
}

/**
 * What was answered for each event of a batch. A receiver that takes some events and refuses others means those.
 * One that refuses all it answers for may mean itself: then nothing is rejected, and smaller batches show which it is.
 */
class Tally {
  readonly #events: readonly EncodedEvent[];
  readonly #unanswered: Set<EncodedEvent>;
  readonly #refused: Rejection[] = [];

  constructor(events: readonly EncodedEvent[]) {
    this.#events = events;
    this.#unanswered = new Set(events);
  }

  count(event: EncodedEvent, { isAccepted, words }: Answer): void {
    this.#unanswered.delete(event);
    if (!isAccepted)
      this.#refused.push({ record: event.record, reason: "refused", message: words });
  }

  /** `trouble` is what kept events from being answered for. */
  report(trouble?: Trouble): DeliveryReport {
    const accepted = this.#events.length - this.#unanswered.size - this.#refused.length;
    if (accepted === 0) return noneDelivered(this.#events, trouble ?? this.#refusal());
    return {
      retryable: [...this.#unanswered],
      rejected: this.#refused,
      duplicates: 0,
      ...(trouble !== undefined && { trouble }),
    };
  }

  #refusal(): Trouble {
    return { kind: "malformed", message: this.#refused[0]?.message ?? "" };
  }
}
