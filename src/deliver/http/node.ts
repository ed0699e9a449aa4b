import type { Dispatcher, Pool } from "undici";
import type { Clock } from "../../runtime/clock.ts";
import { withinDeadline, type Deadline } from "../../runtime/deadline.ts";
import type { Trouble } from "../destination.ts";
import { networkTrouble } from "../network-trouble.ts";
import { UnreadableTlsFile, type TlsOptions } from "../tls-files.ts";
import { tlsOptionsFor } from "../tls-options.ts";
import type { TlsConfig } from "../tls.ts";
import type { Answer } from "./answer.ts";
import { retryAfterMs } from "./retry-after.ts";

const usualKeepAliveMs = 30_000;
/** Far above the items of the largest batch; what is longer is no answer to us. */
const maxAnswerBytes = 64 * 1024 * 1024;

export interface NodeRequest {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface NodeConfig {
  readonly tls: TlsConfig;
  readonly connectTimeoutMs: number;
  /** From the request being sent to its whole answer. */
  readonly requestTimeoutMs: number;
  /** Most connections to this URL. */
  readonly connections: number;
  /** How long a connection is kept without use; unset, below the idle time of the usual load balancers, so that we close first. */
  readonly keepAliveMs?: number;
}

export type Exchange =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly trouble: Trouble };

/** Whether it can't be reached, or its proxy can't reach it, or it can't take more: others of the cluster may. Whatever else it answers, it works. */
export function isDown(exchange: Exchange): boolean {
  return exchange.kind === "answered"
    ? [502, 503, 504].includes(exchange.answer.status)
    : exchange.trouble.kind !== "aborted";
}

/**
 * One URL of a cluster with its connections. They are made when first needed, and anew after they failed: whoever
 * renews a certificate or a key should not have to restart us.
 */
export class Node {
  readonly url: URL;
  readonly #config: NodeConfig;
  readonly #closing = new Set<Promise<void>>();
  readonly #ended = new AbortController();
  #pool: Promise<Pool> | undefined;

  constructor(url: URL, config: NodeConfig) {
    this.url = url;
    this.#config = config;
  }

  /** Sends once. What was sent may have been taken whenever no answer came. */
  async send(request: NodeRequest, deadline: Deadline): Promise<Exchange> {
    let used: Promise<Pool> | undefined;
    try {
      const answer = await withinDeadline(deadline, async (signal) => {
        used = this.#pool ??= this.#connect(deadline.clock);
        const response = await (await used).request({ ...request, signal });
        return readResponse(response, deadline.clock);
      });
      if (answer === "timeout" || answer === "aborted") return failed(this.#cutShort(answer));
      return { kind: "answered", answer };
    } catch (error) {
      const trouble = this.#troubleOf(error);
      if (trouble === undefined) throw error;
      // Others that failed together with this one may have connected anew already.
      if (used === this.#pool) this.#retire();
      return failed(trouble);
    }
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.#retire();
    await Promise.all(this.#closing);
  }

  /** Connections are for all requests: the one that happens to be the first does not take them along when it is called off. */
  #connect(clock: Clock): Promise<Pool> {
    const { signal } = this.#ended;
    return connect(this.url, this.#config, { clock, ms: this.#config.connectTimeoutMs, signal });
  }

  /** Requests under way go on; the next one makes new connections. */
  #retire(): void {
    if (this.#pool === undefined) return;
    const closing: Promise<void> = close(this.#pool).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    this.#pool = undefined;
  }

  #troubleOf(error: unknown): Trouble | undefined {
    if (error instanceof UnreadableTlsFile) return { kind: "tls", message: error.message };
    return networkTrouble(error, this.url.origin);
  }

  #cutShort(cause: "timeout" | "aborted"): Trouble {
    const what =
      cause === "timeout" ? "Got no whole answer in time from" : "Called off a request to";
    return { kind: cause, message: `${what} ${this.url.origin}` };
  }
}

async function connect(url: URL, config: NodeConfig, deadline: Deadline): Promise<Pool> {
  const tls = url.protocol === "https:" ? await tlsFor(url, config.tls, deadline) : {};
  // Takes some MiB, which a daemon whose queue is empty does without.
  const { Pool } = await import("undici");
  return new Pool(url.origin, {
    connections: config.connections,
    pipelining: 1,
    allowH2: false,
    connect: { ...tls, timeout: config.connectTimeoutMs },
    headersTimeout: config.requestTimeoutMs,
    bodyTimeout: config.requestTimeoutMs,
    keepAliveTimeout: config.keepAliveMs ?? usualKeepAliveMs,
    maxResponseSize: maxAnswerBytes,
  });
}

function tlsFor(url: URL, config: TlsConfig, deadline: Deadline): Promise<TlsOptions> {
  const host = url.hostname.replaceAll(/[[\]]/g, "");
  return tlsOptionsFor(config, { host, port: Number(url.port || 443) }, deadline);
}

/** A pool that could not be made needs no end. */
async function close(pool: Promise<Pool>): Promise<void> {
  await (await pool.catch(() => undefined))?.close();
}

async function readResponse(response: Dispatcher.ResponseData, clock: Clock): Promise<Answer> {
  const header = response.headers["retry-after"];
  const wait = typeof header === "string" ? retryAfterMs(header, clock.now()) : undefined;
  const cookies = [response.headers["set-cookie"] ?? []].flat();
  return {
    status: response.statusCode,
    text: await response.body.text(),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(cookies.length > 0 && { cookies }),
  };
}

function failed(trouble: Trouble): Exchange {
  return { kind: "failed", trouble };
}
