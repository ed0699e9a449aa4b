/**
 * Messages that count as delivered when their connection has outlived them. What is on its way to that takes no delivery
 * slot and does not keep the next batch from the connection, so one that breaks takes all that was written on it within
 * the delay. The frames of these are kept, and sent again over other connections.
 */
import type { EncodedEvent } from "../../event.ts";
import { Blocks } from "../../runtime/blocks.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Custody, type Outcome, type Sent } from "../custody.ts";
import { allDelivered, noneDelivered, type DeliveryReport, type Trouble } from "../destination.ts";
import type { Leg } from "./carrier.ts";
import type { Settle, StreamConfig, SyslogConfig } from "./config.ts";
import { connect, type Connection } from "./connection.ts";
import type { SyslogParts, Transport } from "./destination.ts";
import { Frames, framings } from "./frame.ts";
import { Lines } from "./lines.ts";
import { send } from "./send.ts";
import { settled } from "./settle.ts";
import { addressOfStream, troubleOf } from "./trouble.ts";

interface Way {
  readonly transport: StreamConfig;
  readonly confirm: Settle;
}

export class Settling implements Transport {
  readonly #address: string;
  readonly #clock: Clock;
  readonly #blocks = new Blocks();
  readonly #custody: Custody<Frames>;
  readonly #lines: Lines<Connection>;
  readonly #onAttempt: (trouble: Trouble | undefined) => void;
  readonly #way: Way;

  constructor(
    { connectionMaxAgeMs: maxAgeMs, retry: backoff }: SyslogConfig,
    way: Way,
    { clock, onAttempt = () => undefined }: SyslogParts,
  ) {
    const { receiver } = way.transport;
    this.#address = addressOfStream(receiver);
    this.#clock = clock;
    this.#onAttempt = onAttempt;
    this.#way = way;
    this.#lines = new Lines(
      { address: this.#address, connect: (signal) => connect(receiver, { clock, signal }) },
      { maxAgeMs, clock },
    );
    const { maxUnsettledBytes: maxBytes } = way.confirm;
    this.#custody = new Custody({
      clock,
      backoff,
      maxBytes,
      resendsAtOnce,
      send: (frames, signal) => this.#send(frames, signal),
      release: (frames) => frames.release(),
      onAttempt,
    });
  }

  async transmit(events: readonly EncodedEvent[], signal: AbortSignal): Promise<DeliveryReport> {
    const frames = new Frames(events, framings[this.#way.transport.framing], this.#blocks);
    const taken = await this.#custody.take(frames, signal);
    if (taken.kind === "refused") return noneDelivered(events, taken.trouble);
    if (taken.kind === "taken") return allDelivered;
    const { confirmation, waitedMs } = taken;
    return { ...allDelivered, unconfirmed: [{ events, confirmation }], waitedMs };
  }

  close(): void {
    this.#custody.close();
    this.#lines.close();
  }

  #send(frames: Frames, signal: AbortSignal): Promise<Sent> {
    return this.#lines.use<Sent>(
      signal,
      (connection, leg) => this.#sendOn(connection, frames, leg),
      (trouble) => ({ kind: "refused", trouble }),
    );
  }

  /** The last batch on a connection is confirmed by closing it, a delay after those before it. */
  async #sendOn(
    connection: Connection,
    { pieces }: Frames,
    { isLast, signal }: Leg,
  ): Promise<Sent> {
    const { delayMs } = this.#way.confirm;
    const how = isLast ? ({ kind: "close", delayMs } as const) : ({ kind: "none" } as const);
    const line = { connection, address: this.#address };
    const deadline = { clock: this.#clock, ms: this.#way.transport.sendTimeoutMs, signal };
    const trouble = await send(line, pieces, how, deadline);
    if (trouble !== undefined) return { kind: "refused", trouble };
    return isLast
      ? { kind: "taken" }
      : { kind: "taken", outcome: this.#outlived(connection, signal) };
  }

  async #outlived({ lost }: Connection, signal: AbortSignal): Promise<Outcome> {
    try {
      const { delayMs } = this.#way.confirm;
      const isOutlived = await settled(lost, delayMs, { clock: this.#clock, signal });
      return isOutlived ? "confirmed" : "aborted";
    } catch (error) {
      this.#onAttempt(troubleOf(error, this.#address));
      return "lost";
    }
  }
}

/** Each may need a connection beyond those of the delivery slots. */
const resendsAtOnce = 1;
