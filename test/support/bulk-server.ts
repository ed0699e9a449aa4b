/**
 * A receiver on loopback that speaks as much of Elasticsearch's `_bulk` as a client can notice, and misbehaves on
 * request. It keeps every id with the time of its acceptance, so that a test can compare the books.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { ReceivedRequest } from "./aws-signature.ts";
import { Breakage } from "./breakage.ts";
import { readBulk, readSent, type BulkBody, type BulkItem } from "./bulk-request.ts";

/** What the server does with one request. */
export type Reaction =
  /** Stores each document; 409 for an id it has. `items` can refuse some: undefined stores as usual. */
  | {
      readonly kind: "store";
      readonly items?: (item: BulkItem, index: number) => ItemOutcome | undefined;
      readonly delayMs?: number;
    }
  /** Refuses the whole request, stores nothing. */
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Stores, then answers something else than the truth. */
  | { readonly kind: "lie"; readonly answer: (truth: string) => string }
  /** Resets the connection, or never says another word: before it stores anything (`head`, `body`) or after (`stored`, `half_answer`). */
  | { readonly kind: "reset" | "stall"; readonly at: BreakingPoint };

export type BreakingPoint = "head" | "body" | "stored" | "half_answer";

/** 2xx stores the document. */
export interface ItemOutcome {
  readonly status: number;
  readonly type?: string;
  readonly reason?: string;
  readonly failureStore?: "used" | "failed" | "not_enabled";
  readonly result?: "noop";
}

export interface BulkRequest {
  /** From 1. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

export interface StoredDocument {
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  /** Empty where the server was told not to keep it. */
  readonly source: string;
}

export interface BulkServerOptions {
  /** With `ca`, clients must show a certificate that it signed. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string };
  /** Larger bodies, measured uncompressed, are answered with 413. */
  readonly maxBytes?: number;
  /** False keeps ids only, for tests with many events. */
  readonly keepSources?: boolean;
  /** What is said against a request, as a 403 of AWS; undefined lets it pass. */
  readonly complaint?: (request: ReceivedRequest) => string | undefined;
  /** 0 takes any free port. */
  readonly port?: number;
}

const keptRequests = 100;

export class BulkServer {
  /** By id. */
  readonly documents = new Map<string, StoredDocument>();
  /** The latest ones, oldest first. */
  readonly requests: BulkRequest[] = [];
  requestCount = 0;
  /** How many documents were sent that it already had. */
  duplicates = 0;
  /** Decides on each request, before its body is read. */
  react: (request: BulkRequest) => Reaction = () => ({ kind: "store" });

  readonly #server: Server;
  readonly #options: BulkServerOptions;
  readonly #breakage = new Breakage();

  private constructor(options: BulkServerOptions) {
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      // The client has gone: its own affair, and often the point of the test.
      this.#answer(request, response).catch(() => request.socket.destroy());
    };
    this.#options = options;
    this.#server =
      options.tls === undefined
        ? createServer(listener)
        : createTlsServer({ ...options.tls, requestCert: options.tls.ca !== undefined }, listener);
  }

  static async start(options: BulkServerOptions = {}): Promise<BulkServer> {
    const server = new BulkServer(options);
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

  /** One reaction for each of the next requests, then `store` again. */
  reactInTurn(...reactions: readonly Reaction[]): void {
    const left = [...reactions];
    this.react = () => left.shift() ?? { kind: "store" };
  }

  /** Resolves when the next request has reached the point where the server falls silent. */
  stalled(): Promise<void> {
    return this.#breakage.stalled();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reaction = this.react(this.#register(request));
    if (this.#breakage.happens(reaction, "head", response)) return;
    const sent = await readSent(request);
    if (this.#breakage.happens(reaction, "body", response)) return;
    const { method = "", url: target = "", headers } = request;
    const complaint = this.#options.complaint?.({ method, target, headers, body: sent });
    if (complaint !== undefined) {
      response.writeHead(403).end(JSON.stringify({ message: complaint }));
    } else if (reaction.kind === "refuse") {
      response.writeHead(reaction.status, reaction.headers).end(reaction.body ?? "");
    } else {
      await this.#answerBulk(await readBulk(headers, sent), reaction, response);
    }
  }

  async #answerBulk(body: BulkBody, reaction: Reaction, response: ServerResponse): Promise<void> {
    if (body.kind === "malformed") {
      const reason = errorBody(400, "illegal_argument_exception", body.reason);
      response.writeHead(400).end(reason);
    } else if (body.bytes > (this.#options.maxBytes ?? Infinity)) {
      response.writeHead(413).end();
    } else {
      await this.#answerItems(body.items, reaction, response);
    }
  }

  async #answerItems(items: readonly BulkItem[], reaction: Reaction, response: ServerResponse) {
    const truth = JSON.stringify(this.#store(items, reaction));
    if (reaction.kind === "store" && reaction.delayMs !== undefined)
      await new Promise((resolve) => setTimeout(resolve, reaction.delayMs));
    if (this.#breakage.happens(reaction, "stored", response)) return;
    const text = reaction.kind === "lie" ? reaction.answer(truth) : truth;
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    await this.#breakage.end(response, text, reaction);
  }

  #register(request: IncomingMessage): BulkRequest {
    const url = new URL(request.url ?? "/", "http://loopback");
    this.requestCount += 1;
    const registered = {
      number: this.requestCount,
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
    };
    this.requests.push(registered);
    if (this.requests.length > keptRequests) this.requests.shift();
    return registered;
  }

  #store(items: readonly BulkItem[], reaction: Reaction) {
    const decide = reaction.kind === "store" ? reaction.items : undefined;
    const outcomes = items.map((item, index) => {
      const decided = decide?.(item, index);
      return decided === undefined || isStored(decided) ? this.#keep(item, decided) : decided;
    });
    return { errors: outcomes.some(({ status }) => status > 299), items: outcomes.map(itemAnswer) };
  }

  #keep({ id, source }: BulkItem, decided: ItemOutcome = { status: 201 }): ItemOutcome {
    if (this.documents.has(id)) {
      this.duplicates += 1;
      return { status: 409, type: "version_conflict_engine_exception" };
    }
    this.documents.set(id, {
      acceptedAt: Date.now(),
      source: this.#options.keepSources === false ? "" : source,
    });
    return decided;
  }
}

function isStored({ status, result }: ItemOutcome): boolean {
  return status < 300 && result === undefined;
}

function itemAnswer(outcome: ItemOutcome) {
  const { status, type, reason, failureStore, result } = outcome;
  return {
    create: {
      status,
      ...(result !== undefined && { result }),
      ...(failureStore !== undefined && { failure_store: failureStore }),
      ...(status > 299 && { error: { type: type ?? "exception", reason: reason ?? "scripted" } }),
    },
  };
}

function errorBody(status: number, type: string, reason: string): string {
  return JSON.stringify({ error: { type, reason, root_cause: [] }, status });
}
