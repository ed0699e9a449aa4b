import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, onTestFinished } from "vitest";
import { createElasticsearchDestination } from "../../src/deliver/elasticsearch/destination.ts";
import { batchOf } from "../../src/event.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import {
  BulkServer,
  type BulkServerOptions,
  type ItemOutcome,
  type Reaction,
} from "../support/bulk-server.ts";
import { makeCertificate, type Certificate } from "../support/certificate.ts";
import { anElasticsearchConfig } from "../support/elasticsearch-config.ts";
import { someEvents } from "../support/events.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

const directory = await mkdtemp(join(tmpdir(), "trailferry-contract-"));
const certificate = await makeCertificate(directory);
afterAll(() => rm(directory, { recursive: true }));

describeDestination("elasticsearch", {
  accepted: () => facing({ kind: "store" }),
  repeated: holdingAll,
  partly_refused: () => facing(onlyB({ status: 400, type: "document_parsing_exception" })),
  partly_throttled: () => facing(onlyB({ status: 429, type: "es_rejected_execution_exception" })),
  throttled: () => facing({ kind: "refuse", status: 429, headers: { "retry-after": "7" } }),
  unavailable: () => facing({ kind: "refuse", status: 503 }),
  too_large: () => facing({ kind: "refuse", status: 413 }),
  malformed: () => facing(refusal(400, "illegal_argument_exception")),
  unauthorized: () => facing(refusal(401, "security_exception")),
  forbidden: () => facing(refusal(403, "security_exception")),
  missing: () => facing(refusal(404, "index_not_found_exception")),
  reset_at_once: () => facing({ kind: "reset", at: "head" }),
  reset_before_storing: () => facing({ kind: "reset", at: "body" }),
  answer_lost: () => facing({ kind: "reset", at: "stored" }),
  answer_cut: () => facing({ kind: "reset", at: "half_answer" }),
  silent: () => facing({ kind: "stall", at: "stored" }),
  slow_answer: () => facing({ kind: "stall", at: "half_answer" }),
  garbage: () => facing({ kind: "lie", answer: () => "<html>Welcome</html>" }),
  miscounted: () => facing({ kind: "lie", answer: withoutLastItem }),
  nobody_there: facingNobody,
  unknown_host: () => Promise.resolve(stageAt(new URL("http://nowhere.invalid:9200"))),
  aborted: () => facing({ kind: "stall", at: "stored" }),
  ...(certificate !== undefined && { untrusted_certificate: () => facingStranger(certificate) }),
});

/** A server that reacts so to the first request. */
async function facing(reaction: Reaction): Promise<Stage> {
  const server = await startServer();
  server.react = () => reaction;
  return {
    ...stageAt(server.url),
    silence: server.stalled(),
    held: () => Promise.resolve(heldBy(server)),
    heal() {
      server.react = () => ({ kind: "store" });
      return Promise.resolve();
    },
  };
}

async function holdingAll(): Promise<Stage> {
  const stage = await facing({ kind: "store" });
  const batch = batchOf(someEvents("a", "b", "c"));
  await stage.destination.deliver(batch, new AbortController().signal);
  return stage;
}

async function facingNobody(): Promise<Stage> {
  const server = await startServer();
  const { url } = server;
  await server.close();
  let revived: BulkServer | undefined;
  return {
    ...stageAt(url),
    held: () => Promise.resolve(revived === undefined ? [] : heldBy(revived)),
    async heal() {
      revived = await startServer({ port: Number(url.port) });
    },
  };
}

/** The authority it trusts is another one, until the right one is put into the file. */
async function facingStranger({ certFile, cert, key }: Certificate): Promise<Stage> {
  const caFile = join(directory, "trusted.pem");
  await writeFile(caFile, rootCertificates[0] ?? "");
  const server = await startServer({ tls: { cert, key } });
  return {
    ...stageAt(server.url, { caFile }),
    held: () => Promise.resolve(heldBy(server)),
    heal: () => copyFile(certFile, caFile),
  };
}

function stageAt(url: URL, tls: { readonly caFile?: string } = {}): Stage {
  const clock = new ManualClock();
  const config = anElasticsearchConfig({ urls: [url], tls, requireDataStream: true });
  return {
    destination: createElasticsearchDestination(config, { clock, log: silentLogger }),
    clock,
    held: () => Promise.resolve([]),
  };
}

async function startServer(options: BulkServerOptions = {}): Promise<BulkServer> {
  const server = await BulkServer.start(options);
  onTestFinished(() => server.close());
  return server;
}

function heldBy(server: BulkServer): readonly string[] {
  return [...server.documents.keys()].map((id) => id.split(":").at(-1) ?? "");
}

function onlyB(outcome: ItemOutcome): Reaction {
  return { kind: "store", items: ({ id }) => (id.endsWith(":b") ? outcome : undefined) };
}

function refusal(status: number, type: string): Reaction {
  const body = JSON.stringify({ error: { type, reason: "scripted" }, status });
  return { kind: "refuse", status, body };
}

function withoutLastItem(truth: string): string {
  const answer = JSON.parse(truth);
  return JSON.stringify({ ...answer, items: answer.items.slice(0, -1) });
}
