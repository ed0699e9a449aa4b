import { onTestFinished } from "vitest";
import type { AwsIdentity } from "../../src/deliver/elasticsearch/aws/identity.ts";
import { createElasticsearchDestination } from "../../src/deliver/elasticsearch/destination.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import { anAwsAuth, awsComplaint, awsKeys } from "../support/aws-keys.ts";
import { BulkServer, type ItemOutcome, type Reaction } from "../support/bulk-server.ts";
import { anElasticsearchConfig } from "../support/elasticsearch-config.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

/** As for a time series collection of AWS: requests are signed, and no ids are sent, so nothing is known again. */
describeDestination("elasticsearch, signed and without ids", {
  accepted: () => facing({ kind: "store" }),
  partly_refused: () => facing(onlyB({ status: 400, type: "mapper_parsing_exception" })),
  partly_throttled: () => facing(onlyB({ status: 429, type: "rejected_execution_exception" })),
  throttled: () => facing({ kind: "refuse", status: 429, headers: { "retry-after": "7" } }),
  unavailable: () => facing({ kind: "refuse", status: 503 }),
  too_large: () => facing({ kind: "refuse", status: 413 }),
  malformed: () => facing(refusal(400, "illegal_argument_exception", "scripted")),
  unauthorized: withWrongKeys,
  forbidden: () => facing(refusal(403, "Forbidden", "403 Forbidden")),
  missing: () => facing(onEach({ status: 404, type: "index_not_found_exception" })),
  reset_before_storing: () => facing({ kind: "reset", at: "body" }),
  answer_lost: () => facing({ kind: "reset", at: "stored" }),
  silent: () => facing({ kind: "stall", at: "stored" }),
  garbage: () => facing({ kind: "lie", answer: () => "<html>Welcome</html>" }),
  aborted: () => facing({ kind: "stall", at: "stored" }),
});

/** A server that takes only what is signed, and reacts so to the first request. */
async function facing(
  reaction: Reaction,
  identity: () => AwsIdentity = () => awsKeys,
): Promise<Stage> {
  const server = await BulkServer.start({ complaint: awsComplaint("aoss") });
  onTestFinished(() => server.close());
  server.react = () => reaction;
  const clock = new ManualClock();
  const provider = () => Promise.resolve(identity());
  const config = anElasticsearchConfig({
    urls: [server.url],
    auth: anAwsAuth({ service: "aoss", identity: provider }),
    documentId: "none",
  });
  return {
    destination: createElasticsearchDestination(config, { clock, log: silentLogger }),
    clock,
    repeats: true,
    silence: server.stalled(),
    held: () => Promise.resolve(heldBy(server)),
    heal() {
      server.react = () => ({ kind: "store" });
      return Promise.resolve();
    },
  };
}

async function withWrongKeys(): Promise<Stage> {
  let keys: AwsIdentity = { ...awsKeys, secretAccessKey: "another" };
  const stage = await facing({ kind: "store" }, () => keys);
  return {
    ...stage,
    heal() {
      keys = awsKeys;
      return Promise.resolve();
    },
  };
}

function heldBy(server: BulkServer): readonly string[] {
  return [...server.documents.values()].map(({ source }) => JSON.parse(source).eventID);
}

function onlyB(outcome: ItemOutcome): Reaction {
  return {
    kind: "store",
    items: ({ source }) => (JSON.parse(source).eventID === "b" ? outcome : undefined),
  };
}

function onEach(outcome: ItemOutcome): Reaction {
  return { kind: "store", items: () => outcome };
}

function refusal(status: number, type: string, reason: string): Reaction {
  return { kind: "refuse", status, body: JSON.stringify({ error: { type, reason }, status }) };
}
