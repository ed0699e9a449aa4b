/**
 * The destination of a run: takes everything, keeps nothing, counts. It can be slow, and it can stop answering for a while.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { bulkAnswer, countDocuments } from "./bulk.ts";
import { listen } from "./listen.ts";

export interface Receiver {
  readonly url: string;
  readonly received: Received;
  /** Holds every answer back until then. */
  stall(ms: number): void;
  close(): void;
}

export interface Received {
  readonly documents: number;
  readonly requests: number;
  readonly wireBytes: number;
  readonly plainBytes: number;
}

export async function startReceiver(latencyMs: number): Promise<Receiver> {
  const received = { documents: 0, requests: 0, wireBytes: 0, plainBytes: 0 };
  let stalled: Promise<void> = Promise.resolve();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    response.setHeader("content-type", "application/json");
    response.setHeader("x-elastic-product", "Elasticsearch");
    if (!url.pathname.endsWith("/_bulk")) {
      response.end(JSON.stringify({ version: { number: "9.2.0", build_flavor: "default" } }));
      return;
    }
    const wire = await buffer(request);
    const plain = request.headers["content-encoding"] === "gzip" ? gunzipSync(wire) : wire;
    const documents = countDocuments(plain);
    await stalled;
    if (latencyMs > 0) await wait(latencyMs);
    if (documents === undefined) {
      response.writeHead(400).end(JSON.stringify({ error: { reason: "Malformed body" } }));
      return;
    }
    received.documents += documents;
    received.requests += 1;
    received.wireBytes += wire.length;
    received.plainBytes += plain.length;
    response.end(bulkAnswer(documents, url.searchParams.get("filter_path")));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const url = await listen(server);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const stall = (ms: number) => {
    stalled = wait(ms);
  };
  return { url, received, stall, close };
}
