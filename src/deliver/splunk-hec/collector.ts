import { randomUUID } from "node:crypto";
import type { Clock } from "../../runtime/clock.ts";
import type { Outcome } from "../custody.ts";
import type { Trouble, TroubleKind } from "../destination.ts";
import { isDown, Node, type Exchange } from "../http/node.ts";
import type { SplunkHecConfig } from "./config.ts";
import { collectorPath, requestHeaders } from "./request.ts";
import { readAnswer, type Reply } from "./response.ts";
import { Session, type Channel, type SessionOptions } from "./session.ts";
import { withoutToken } from "./token.ts";

interface TakenOnce {
  readonly kind: "taken";
  readonly strained: boolean;
  readonly retryAfterMs?: number;
  /** Where the collector acknowledges: what it says in the end. */
  readonly outcome?: Promise<Outcome>;
  /** A number that nobody will ask for. */
  readonly unusedAckId?: number;
}

/** What became of one request with events. */
export type Sent =
  | TakenOnce
  | {
      readonly kind: "refused";
      readonly trouble: Trouble;
      /** The collector can't be reached or can't take more, others may. */
      readonly isDown: boolean;
    };

export type CollectorParts = Omit<SessionOptions, "acknowledgment">;

/** One URL of Splunk's, with its connections. */
export class Collector {
  readonly #node: Node;
  readonly #path: string;
  readonly #config: SplunkHecConfig;
  readonly #clock: Clock;
  readonly #session: Session | undefined;
  /** Bare lines want a channel whether or not they are acknowledged. */
  readonly #lineChannel: string | undefined;

  constructor(url: URL, config: SplunkHecConfig, parts: CollectorParts) {
    const { acknowledgment, connections } = config;
    const further = acknowledgment === undefined ? 0 : furtherConnections;
    this.#node = new Node(url, { ...config, connections: connections + further, keepAliveMs });
    this.#path = collectorPath(url, config);
    this.#config = config;
    this.#clock = parts.clock;
    this.#session = acknowledgment && new Session(this.#node, { ...parts, acknowledgment });
    this.#lineChannel = config.endpoint === "raw" ? randomUUID() : undefined;
  }

  async send(body: Buffer, token: string, signal: AbortSignal): Promise<Sent> {
    if (this.#session !== undefined)
      return this.#sendAcknowledged(this.#session, { body, token, signal });
    const headers = requestHeaders(this.#config, token, this.#lineChannel);
    const exchange = withoutToken(await this.#post(body, headers, signal), token);
    const reply = read(exchange);
    if (reply.kind === "refused") return refused(exchange, reply.trouble);
    const { ackId } = reply;
    return { ...taken(exchange, reply), ...(ackId !== undefined && { unusedAckId: ackId }) };
  }

  async close(): Promise<void> {
    this.#session?.close();
    await this.#node.close();
  }

  async #sendAcknowledged(session: Session, { body, token, signal }: Sending): Promise<Sent> {
    const channel = await session.channel(signal);
    if (!("acks" in channel))
      return { kind: "refused", trouble: channel, isDown: downs.has(channel.kind) };
    const ended = channel.acks.sending();
    const headers = { ...requestHeaders(this.#config, token, channel.id), ...session.headers };
    const exchange = withoutToken(await this.#post(body, headers, signal), token);
    if (exchange.kind === "answered") session.heed(channel, exchange.answer);
    const reply = read(exchange);
    const sent =
      reply.kind === "refused"
        ? this.#notTaken(channel, reply, exchange)
        : this.#taken(channel, taken(exchange, reply), { reply, signal });
    ended(isSeen(reply, exchange) ? "seen" : "lost");
    return sent;
  }

  #notTaken(channel: Channel, { code, trouble }: Refused, exchange: Exchange): Sent {
    if (code === 10 || code === 11) channel.acks.end("channel_unknown");
    return refused(exchange, trouble);
  }

  #taken(
    channel: Channel,
    sent: TakenOnce,
    { reply, signal }: { readonly reply: Accepted; readonly signal: AbortSignal },
  ): Sent {
    if (reply.ackId !== undefined)
      return { ...sent, outcome: channel.acks.wait(reply.ackId, signal) };
    if (this.#config.acknowledgment?.required !== true) return sent;
    this.#session?.doubt(channel);
    return { kind: "refused", trouble: withoutProof, isDown: false };
  }

  #post(
    body: Buffer,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Exchange> {
    const deadline = { clock: this.#clock, ms: this.#config.requestTimeoutMs, signal };
    return this.#node.send({ method: "POST", path: this.#path, headers, body }, deadline);
  }
}

interface Sending {
  readonly body: Buffer;
  readonly token: string;
  readonly signal: AbortSignal;
}

type Accepted = Extract<Reply, { readonly kind: "accepted" }>;
type Refused = Extract<Reply, { readonly kind: "refused" }>;

/** Splunk closes an idle connection after 12 s while it is busy; a request that meets that is sent twice. */
const keepAliveMs = 10_000;

/** How many requests at once send again what was not confirmed. */
export const resendsAtOnce = 2;

/** One more for questions, which must not wait behind events. */
const furtherConnections = resendsAtOnce + 1;

const withoutProof: Trouble = {
  kind: "missing",
  message:
    "Splunk took the events without a number to ask for, so they count as undelivered and may be repeated. Enable indexer acknowledgment (`useACK`) on the token; or, where it can't be had, set `acknowledge` to `if_enabled` or `false` and see in docs/destinations.md what may be lost then.",
};

/**
 * The collector itself has answered: with a number, or that it took nothing. Anybody else may hide a number from us,
 * unless they refused the request instead of passing it on.
 */
function isSeen(reply: Reply, exchange: Exchange): boolean {
  if (reply.kind === "accepted" || reply.code !== undefined) return true;
  return exchange.kind === "answered" && notPassedOn.has(exchange.answer.status);
}

/** Proxies say these of their own: who are you, not you, not here, too large, too often. */
const notPassedOn: ReadonlySet<number> = new Set([401, 403, 404, 413, 429]);

function read(exchange: Exchange): Reply {
  return exchange.kind === "failed"
    ? { kind: "refused", trouble: exchange.trouble }
    : readAnswer(exchange.answer);
}

function taken(exchange: Exchange, { strained }: Accepted): TakenOnce {
  const wait = exchange.kind === "answered" ? exchange.answer.retryAfterMs : undefined;
  return { kind: "taken", strained, ...(wait !== undefined && { retryAfterMs: wait }) };
}

export const calledOff: Sent = {
  kind: "refused",
  trouble: { kind: "aborted", message: "Called off before it was sent" },
  isDown: false,
};

/** What is wrong with one collector; of the rest, others would say the same. */
const downs: ReadonlySet<TroubleKind> = new Set([
  "unavailable",
  "unreachable",
  "timeout",
  "tls",
  "garbled",
]);

function refused(exchange: Exchange, trouble: Trouble): Sent {
  return { kind: "refused", trouble, isDown: isDown(exchange) };
}
