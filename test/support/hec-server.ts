/**
 * A receiver on loopback that speaks as much of Splunk's HTTP Event Collector as a client can notice, and misbehaves
 * on request. Like Splunk, it takes the events of a request in order and stops at the first that it refuses.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { systemClock, type Clock } from "../../src/runtime/clock.ts";
import { Breakage } from "./breakage.ts";
import { channelOf, complaint, hecAnswer, hecWords, type HecRequest } from "./hec-answer.ts";
import { HecIndexer } from "./hec-indexer.ts";
import { bareLines, jsonEvents, readBody, type HecEvent, type HecItem } from "./hec-request.ts";

/** What the server does with one request. */
export type HecReaction =
  /** Stores event after event. `refuse` gives the code of one that it never takes. */
  | {
      readonly kind: "store";
      readonly refuse?: (event: HecEvent) => number | undefined;
      /** Code of the answer where all were taken. */
      readonly code?: number;
      readonly ackId?: number;
    }
  /** Refuses the whole request, stores nothing. */
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Stores, then answers something else than the truth. */
  | { readonly kind: "lie"; readonly answer: string }
  /** Resets the connection, or never says another word: before it stores anything (`head`, `body`) or after (`stored`, `half_answer`). */
  | {
      readonly kind: "reset" | "stall";
      readonly at: "head" | "body" | "stored" | "half_answer";
    };

export interface HecServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** 0 takes any free port. */
  readonly port?: number;
  /** What `invalid-event-number` counts from. */
  readonly countsFrom?: 0 | 1;
  /** Whether the token has indexer acknowledgment. */
  readonly useAck?: boolean;
  /** From taking events to having them stored. */
  readonly ackDelayMs?: number;
  /** Whether the next number will never be told; its events are stored nevertheless. */
  readonly losesAck?: () => boolean;
  /** What ack delays go by. */
  readonly clock?: Clock;
  /** Indexers behind the one address; a cookie leads back to the same one, if the balancer sets any. */
  readonly indexers?: number;
  readonly balancer?: "sticky" | "careless";
}

export class HecServer {
  /** In the order of their arrival, repeats too. */
  readonly events: HecEvent[] = [];
  readonly requests: HecRequest[] = [];
  /** To a request with events. */
  react: (request: HecRequest) => HecReaction = () => ({ kind: "store" });
  /** To a question for acknowledgments; what is not stored there is answered. */
  reactToQuestion: (request: HecRequest) => HecReaction = () => ({ kind: "store" });
  useAck: boolean;
  readonly indexers: readonly HecIndexer[];

  readonly #server: Server;
  readonly #options: HecServerOptions;
  readonly #breakage = new Breakage();
  #turn = 0;
  /** Part of the balancer's cookie; older ones don't count. */
  #generation = 0;

  private constructor(options: HecServerOptions) {
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      // The client has gone: its own affair, and often the point of the test.
      this.#answer(request, response).catch(() => request.socket.destroy());
    };
    this.#options = options;
    this.useAck = options.useAck ?? false;
    const { ackDelayMs = 0, losesAck = () => false, clock = systemClock } = options;
    this.indexers = Array.from(
      { length: options.indexers ?? 1 },
      () => new HecIndexer({ ackDelayMs, losesAck, clock }),
    );
    this.#server =
      options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  }

  static async start(options: HecServerOptions = {}): Promise<HecServer> {
    const server = new HecServer(options);
    server.#server.listen(options.port ?? 0, "127.0.0.1");
    await once(server.#server, "listening");
    return server;
  }

  get url(): URL {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The server is closed");
    const scheme = this.#options.tls === undefined ? "http" : "https";
    return new URL(`${scheme}://127.0.0.1:${address.port}`);
  }

  /** Resolves when the next request has reached the point where the server falls silent. */
  stalled(): Promise<void> {
    return this.#breakage.stalled();
  }

  /** When the collector said that an event is stored. */
  toldAt(event: HecEvent): number | undefined {
    return this.indexers.map((indexer) => indexer.toldAt.get(event)).find((at) => at !== undefined);
  }

  /** Cuts all connections, forgets all channels; and the events that were not stored yet, where they were in memory only. */
  restart({ losesMemory = true }: { readonly losesMemory?: boolean } = {}): void {
    this.#server.closeAllConnections();
    const unstored = new Set(this.indexers.flatMap((indexer) => indexer.restart()));
    if (!losesMemory) return;
    const stored = this.events.filter((event) => !unstored.has(event));
    this.events.length = 0;
    for (const event of stored) this.events.push(event);
  }

  /** From now on the balancer leads to the next indexer, whatever cookie it gets. */
  moveSessions(): void {
    this.#turn += 1;
    this.#generation += 1;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const registered = this.#register(request);
    const indexer = this.#balance(registered, response);
    const isQuestion = registered.path.endsWith("/ack");
    const reaction = isQuestion ? this.reactToQuestion(registered) : this.react(registered);
    if (this.#breakage.happens(reaction, "head", response)) return;
    const body = await readBody(request);
    if (this.#breakage.happens(reaction, "body", response)) return;
    if (reaction.kind === "refuse") {
      response.writeHead(reaction.status, reaction.headers).end(reaction.body ?? "");
      return;
    }
    const [status, truth] = this.#reply(registered, { body, reaction, indexer });
    if (this.#breakage.happens(reaction, "stored", response)) return;
    const text = reaction.kind === "lie" ? reaction.answer : truth;
    response.writeHead(status, { "content-length": Buffer.byteLength(text) });
    await this.#breakage.end(response, text, reaction);
  }

  #reply(request: HecRequest, { body, reaction, indexer }: Taking): readonly [number, string] {
    const refused = complaint(request, this.useAck);
    if (refused !== undefined) return refused;
    if (request.path.endsWith("/health")) return [200, hecAnswer(17)];
    const channel = channelOf(request);
    if (request.path.endsWith("/ack")) return [200, indexer.ask(channel, body)];
    const taken = this.events.length;
    const [status, more] = this.#take(itemsOf(request, body), reaction);
    if (status !== 200 || !this.useAck || "ackId" in more) return [status, JSON.stringify(more)];
    const ackId = indexer.take(channel, this.events.slice(taken));
    return [200, JSON.stringify({ ...more, ackId })];
  }

  #take(items: readonly HecItem[], reaction: HecReaction): readonly [number, object] {
    if (items.length === 0) return [400, hecWords(5)];
    for (const [index, item] of items.entries()) {
      const code = "code" in item ? item.code : refusalOf(item, reaction);
      const eventNumber = index + (this.#options.countsFrom ?? 0);
      if (code !== undefined) return [400, hecWords(code, { "invalid-event-number": eventNumber })];
      if (!("code" in item)) this.events.push(item);
    }
    if (reaction.kind !== "store") return [200, hecWords(0)];
    const { code = 0, ackId } = reaction;
    return [200, hecWords(code, ackId === undefined ? {} : { ackId })];
  }

  #balance({ headers }: HecRequest, response: ServerResponse): HecIndexer {
    const known = new RegExp(`session=${this.#generation}-(\\d+)`).exec(headers.cookie ?? "")?.[1];
    const index = Number(known ?? this.#turn % this.indexers.length);
    const indexer = this.indexers[index];
    if (indexer === undefined) throw new Error("There is no such indexer");
    if (this.#options.balancer === "careless") this.#turn += 1;
    if (this.#options.balancer === "sticky" && known === undefined)
      response.setHeader("set-cookie", `session=${this.#generation}-${index}; Path=/; HttpOnly`);
    return indexer;
  }

  #register(request: IncomingMessage): HecRequest {
    const url = new URL(request.url ?? "/", "http://loopback");
    const { headers, method = "" } = request;
    const registered = { method, path: url.pathname, query: url.searchParams, headers };
    this.requests.push(registered);
    return registered;
  }
}

interface Taking {
  readonly body: string;
  readonly reaction: HecReaction;
  readonly indexer: HecIndexer;
}

function itemsOf({ path, query }: HecRequest, body: string): readonly HecItem[] {
  return path.endsWith("/raw") ? bareLines(body, query) : jsonEvents(body);
}

function refusalOf(event: HecEvent, reaction: HecReaction): number | undefined {
  return reaction.kind === "store" ? reaction.refuse?.(event) : undefined;
}
