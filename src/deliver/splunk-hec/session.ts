import { randomUUID } from "node:crypto";
import type { Clock } from "../../runtime/clock.ts";
import type { Trouble } from "../destination.ts";
import type { Answer } from "../http/answer.ts";
import type { Exchange, Node } from "../http/node.ts";
import { readAcks, readFirstAcks, troubleOf, type AckAnswer } from "./ack-answer.ts";
import { AckChannel, type LossReason } from "./acks.ts";
import type { AcknowledgmentConfig } from "./config.ts";
import { Cookies } from "./cookies.ts";
import { createQuestion, type Question } from "./question.ts";
import type { Token } from "./token.ts";

export interface Channel {
  readonly id: string;
  readonly acks: AckChannel;
  /** The collector was asked, and gives acknowledgments as far as we want them. */
  isOpen: boolean;
  /** By the monotonic clock. */
  usedAt: number;
}

export interface SessionOptions {
  readonly acknowledgment: AcknowledgmentConfig;
  readonly clock: Clock;
  readonly token: Token;
  readonly onLoss: (reason: LossReason) => void;
  /** What became of a question for acknowledgments: told when something is wrong, and once when it is mended. */
  readonly onQuestion: (trouble: Trouble | undefined) => void;
}

/**
 * What one collector and we have agreed on: a channel at a time, and the cookies by which a load balancer leads us to
 * the same collector again. A channel that can't be relied on any more is replaced; what waits on it is asked for on.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #question: Question;
  readonly #cookies = new Cookies();
  /** The last one is in use, if any; the others have something pending. */
  #channels: readonly Channel[] = [];
  #opening: Promise<Trouble | undefined> | undefined;
  /** The collector has said that it gives acknowledgments, and nothing speaks against it. */
  #isEnabled = false;
  #isInTrouble = false;

  constructor(node: Node, options: SessionOptions) {
    this.#options = options;
    this.#question = createQuestion(node, { ...options, cookies: this.#cookies });
  }

  /**
   * The channel for the next request, or why none may be sent: before the first events on a channel the collector is
   * asked whether it gives acknowledgments, since events that it takes without are stored each time they are sent.
   * The question also gets the load balancer's cookies before several requests go at once. Later channels open without:
   * where a proxy lets few requests through, questions would leave none for events.
   */
  async channel(signal: AbortSignal): Promise<Channel | Trouble> {
    for (;;) {
      const channel = this.#current();
      if (channel.isOpen) return used(channel, this.#options.clock);
      this.#opening ??= this.#open(channel, signal).finally(() => {
        this.#opening = undefined;
      });
      const trouble = await this.#opening;
      // Who had asked was called off, which says nothing about the others.
      if (trouble?.kind === "aborted" && !signal.aborted) continue;
      if (trouble !== undefined) return trouble;
    }
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#cookies.headers;
  }

  /** Takes the cookies of an answer. Those of an earlier channel's requests may be older than what we have. */
  heed(channel: Channel, { cookies }: Pick<Answer, "cookies">): void {
    if (cookies === undefined || channel !== this.#channels.at(-1)) return;
    if (this.#cookies.take(cookies) === "moved")
      for (const { acks } of this.#channels) acks.end("moved");
  }

  /** The collector took events on the channel without a number: before more are sent it is asked anew. */
  doubt(channel: Channel): void {
    this.#isEnabled = false;
    channel.acks.retire();
  }

  close(): void {
    for (const { acks } of this.#channels) acks.end("closed");
  }

  #current(): Channel {
    const { clock, acknowledgment, onLoss } = this.#options;
    const last = this.#channels.at(-1);
    const now = clock.monotonic();
    if (last !== undefined && !last.acks.spent && now - last.usedAt < mostIdleMs) return last;
    const { askEveryMs: everyMs, patienceMs } = acknowledgment;
    const id = randomUUID();
    const ask = (ackIds: readonly number[], signal: AbortSignal) =>
      this.#ask(channel, ackIds, signal);
    const acks = new AckChannel({ clock, everyMs, patienceMs, ask, onLoss });
    const channel: Channel = { id, acks, isOpen: false, usedAt: now };
    this.#channels = [...this.#channels.filter((former) => former.acks.isWaiting), channel];
    return channel;
  }

  async #open(channel: Channel, signal: AbortSignal): Promise<Trouble | undefined> {
    if (this.#isEnabled) {
      channel.isOpen = true;
      return undefined;
    }
    const exchange = await this.#post(channel, [0], signal);
    if (exchange.kind === "failed") return exchange.trouble;
    const finding = readFirstAcks(exchange.answer);
    if (typeof finding === "object") return finding;
    if (finding === "disabled" && this.#options.acknowledgment.required)
      return troubleOf(exchange.answer);
    this.#isEnabled = finding === "enabled";
    channel.isOpen = true;
    return undefined;
  }

  async #ask(channel: Channel, ackIds: readonly number[], signal: AbortSignal): Promise<AckAnswer> {
    const exchange = await this.#post(channel, ackIds, signal);
    if (exchange.kind === "failed") {
      this.#tell(exchange.trouble);
      return { kind: "unanswered" };
    }
    const answer = readAcks(exchange.answer);
    if (answer.kind === "unanswered") this.#tell(troubleOf(exchange.answer));
    if (answer.kind !== "told") return answer;
    this.#tell(undefined);
    if (answer.confirmed.length > 0) this.#cookies.settled();
    return answer;
  }

  async #post(channel: Channel, ackIds: readonly number[], signal: AbortSignal): Promise<Exchange> {
    const exchange = await this.#question(channel.id, ackIds, signal);
    if (exchange.kind === "answered") this.heed(channel, exchange.answer);
    return exchange;
  }

  #tell(trouble: Trouble | undefined): void {
    if (trouble?.kind === "aborted" || (trouble === undefined && !this.#isInTrouble)) return;
    this.#isInTrouble = trouble !== undefined;
    this.#options.onQuestion(trouble);
  }
}

/** Splunk forgets a channel that was idle for 10 minutes, and counts from 0 again. */
const mostIdleMs = 300_000;

function used(channel: Channel, clock: Clock): Channel {
  channel.usedAt = clock.monotonic();
  return channel;
}
