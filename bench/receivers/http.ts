/**
 * Elasticsearch and Splunk at once: takes everything, keeps nothing, counts. It can be slow, store late, and stop
 * answering for a while.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer, json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { bulkAnswer, countDocuments } from "./bulk.ts";
import { Acknowledgments, countEvents, taken } from "./hec.ts";
import { listen } from "../listen.ts";
import type { Tally } from "./tally.ts";

export interface HttpReceiver {
  readonly url: string;
  /** Holds every answer back until then. */
  stall(ms: number): void;
  close(): void;
}

export interface Slowness {
  /** From a request to its answer. */
  readonly latencyMs: number;
  /** From an answer to the acknowledgment that the events are stored. */
  readonly acknowledgeMs: number;
}

const usual = JSON.stringify({ version: { number: "9.2.0", build_flavor: "default" } });
/** A whole body at once: pieces of the usual 16 KiB cost half as much again to put together. */
const chunkSize = 6 * 1024 * 1024;
const malformed = JSON.stringify({ error: { reason: "Malformed body" } });

export async function startHttpReceiver(
  tally: Tally,
  { latencyMs, acknowledgeMs }: Slowness,
): Promise<HttpReceiver> {
  const acknowledgments = new Acknowledgments(acknowledgeMs);
  let stalled: Promise<void> = Promise.resolve();

  /** How many there were, once they are counted and it is time to answer. */
  async function take(
    request: IncomingMessage,
    count: (plain: Buffer) => number | undefined,
  ): Promise<number | undefined> {
    const wire = await buffer(request);
    const plain =
      request.headers["content-encoding"] === "gzip" ? gunzipSync(wire, { chunkSize }) : wire;
    const documents = count(plain);
    await stalled;
    if (latencyMs > 0) await wait(latencyMs);
    if (documents === undefined) return undefined;
    const [wireBytes, plainBytes] = [wire.length, plain.length];
    tally.add({ documents, requests: 1, wireBytes, plainBytes });
    return documents;
  }

  /** Undefined: the body can't be what it should. */
  async function answerTo(request: IncomingMessage): Promise<string | undefined> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname.endsWith("/_bulk")) {
      const documents = await take(request, countDocuments);
      return documents === undefined
        ? undefined
        : bulkAnswer(documents, url.searchParams.get("filter_path"));
    }
    if (url.pathname.endsWith("/collector/ack")) {
      const channel = url.searchParams.get("channel") ?? "";
      return acknowledgments.tell(channel, await json(request), Date.now());
    }
    if (!url.pathname.endsWith("/collector/event")) return usual;
    const channel = request.headers["x-splunk-request-channel"];
    if ((await take(request, countEvents)) === undefined) return undefined;
    return typeof channel === "string" ? acknowledgments.take(channel, Date.now()) : taken;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await answerTo(request);
    response.setHeader("content-type", "application/json");
    response.setHeader("x-elastic-product", "Elasticsearch");
    response.writeHead(text === undefined ? 400 : 200).end(text ?? malformed);
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
  return { url, stall, close };
}
