/**
 * A receiver on loopback that speaks as much of Splunk's HTTP Event Collector as a client can notice, and misbehaves
 * on request. Like Splunk, it takes the events of a request in order and stops at the first that it refuses.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
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

export interface HecRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

export interface HecServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** 0 takes any free port. */
  readonly port?: number;
  /** What `invalid-event-number` counts from. */
  readonly countsFrom?: 0 | 1;
}

export const hecToken = "00000000-1111-2222-3333-444444EXAMPLE";

/** The body that the collector gives with a code. */
export function hecAnswer(code: number, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ text: texts[code] ?? "scripted", code, ...more });
}

const texts: Readonly<Record<number, string>> = {
  0: "Success",
  3: "Invalid authorization",
  6: "Invalid data format",
  9: "Server is busy",
  10: "Data channel is missing",
};

export class HecServer {
  /** In the order of their arrival, repeats too. */
  readonly events: HecEvent[] = [];
  readonly requests: HecRequest[] = [];
  react: (request: HecRequest) => HecReaction = () => ({ kind: "store" });

  readonly #server: Server;
  readonly #options: HecServerOptions;
  readonly #stalls = new Set<() => void>();

  private constructor(options: HecServerOptions) {
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      // The client has gone: its own affair, and often the point of the test.
      this.#answer(request, response).catch(() => request.socket.destroy());
    };
    this.#options = options;
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
    return new Promise((resolve) => this.#stalls.add(resolve));
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
    const reaction = this.react(registered);
    if (this.#breaks(reaction, "head", response)) return;
    const body = await readBody(request);
    if (this.#breaks(reaction, "body", response)) return;
    if (reaction.kind === "refuse") {
      response.writeHead(reaction.status, reaction.headers).end(reaction.body ?? "");
      return;
    }
    const [status, truth] =
      complaint(registered) ?? this.#take(itemsOf(registered, body), reaction);
    if (this.#breaks(reaction, "stored", response)) return;
    const text = reaction.kind === "lie" ? reaction.answer : truth;
    response.writeHead(status, { "content-length": Buffer.byteLength(text) });
    const half = text.slice(0, text.length / 2);
    await new Promise((resolve) => response.write(half, resolve));
    if (this.#breaks(reaction, "half_answer", response)) return;
    response.end(text.slice(half.length));
  }

  #take(items: readonly HecItem[], reaction: HecReaction): readonly [number, string] {
    if (items.length === 0) return [400, hecAnswer(5)];
    for (const [index, item] of items.entries()) {
      const code = "code" in item ? item.code : refusalOf(item, reaction);
      const eventNumber = index + (this.#options.countsFrom ?? 0);
      if (code !== undefined)
        return [400, hecAnswer(code, { "invalid-event-number": eventNumber })];
      if (!("code" in item)) this.events.push(item);
    }
    if (reaction.kind !== "store") return [200, hecAnswer(0)];
    const { code = 0, ackId } = reaction;
    return [200, hecAnswer(code, ackId === undefined ? {} : { ackId })];
  }

  #breaks(reaction: HecReaction, at: string, response: ServerResponse): boolean {
    if ((reaction.kind !== "reset" && reaction.kind !== "stall") || reaction.at !== at)
      return false;
    if (reaction.kind === "reset") {
      response.socket?.resetAndDestroy();
    } else {
      for (const resolve of this.#stalls) resolve();
      this.#stalls.clear();
    }
    return true;
  }

  #register(request: IncomingMessage): HecRequest {
    const url = new URL(request.url ?? "/", "http://loopback");
    const { headers, method = "" } = request;
    const registered = { method, path: url.pathname, query: url.searchParams, headers };
    this.requests.push(registered);
    return registered;
  }
}

/** What Splunk says against a request before it looks at its events. */
function complaint({ method, path, headers }: HecRequest): readonly [number, string] | undefined {
  if (method !== "POST" || !/\/services\/collector\/(event|raw)$/.test(path))
    return [404, '{"text":"The requested URL was not found on this server.","code":404}'];
  if (headers.authorization !== `Splunk ${hecToken}`) return [401, hecAnswer(3)];
  const isRaw = path.endsWith("/raw");
  if (isRaw && headers["x-splunk-request-channel"] === undefined) return [400, hecAnswer(10)];
  return undefined;
}

function itemsOf({ path, query }: HecRequest, body: string): readonly HecItem[] {
  return path.endsWith("/raw") ? bareLines(body, query) : jsonEvents(body);
}

function refusalOf(event: HecEvent, reaction: HecReaction): number | undefined {
  return reaction.kind === "store" ? reaction.refuse?.(event) : undefined;
}
