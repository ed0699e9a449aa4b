import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { trailObject } from "../support/announced-trail.ts";
import { startDaemon } from "../support/daemon.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { created, TestBucket } from "./aws/bucket.ts";
import { createEventRule } from "./aws/event-rule.ts";
import { TestQueue } from "./aws/queue.ts";
import { createTopic } from "./aws/topic.ts";
import { allCorpora } from "./corpora.ts";
import { operatorConfig } from "./operator-config.ts";
import { moto } from "./servers/moto/plan.ts";
import { startServer, type Server } from "./servers/provider.ts";

interface Way {
  readonly name: string;
  /** Makes the bucket tell of new objects, so that the queue gets it. */
  readonly connect: (server: URL, bucket: TestBucket, queue: TestQueue) => Promise<void>;
}

const ways: readonly Way[] = [
  {
    name: "S3 → SQS",
    connect: (_, bucket, { arn }) =>
      bucket.announce({ QueueConfigurations: [{ QueueArn: arn, Events: created }] }),
  },
  { name: "S3 → SNS → SQS", connect: throughTopic({ raw: false }) },
  { name: "S3 → SNS → SQS with raw delivery", connect: throughTopic({ raw: true }) },
  {
    name: "S3 → EventBridge → SQS",
    async connect(server, bucket, queue) {
      await createEventRule(server, queue);
      await bucket.announce({ EventBridgeConfiguration: {} });
    },
  },
];

const patience = { timeout: 30_000, interval: 100 };
const folder = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/22/";
const file = "111122223333_CloudTrail_us-east-1_20261122T0005Z_EXAMPLE.json.gz";
const keys = ["", "with spaces/", "a+b=c & d/", "Übung/ 監査 €/", "100%25/"].map(
  (prefix) => prefix + folder + file,
);
const records = allCorpora().find(({ name }) => name === "cases")?.records ?? [];

describe.each(ways)("$name of an emulator", ({ connect }) => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer(moto);
  });
  afterAll(() => server.stop());

  it("announces objects of any name, whose records the daemon delivers once", async () => {
    const queue = await TestQueue.create(server.url, "trail");
    const bucket = await TestBucket.create(server.url, "example-trail-bucket");
    await connect(server.url, bucket, queue);
    for (const [at, key] of keys.entries()) await bucket.put(key, trailObject(part(at)));
    await bucket.put(folder, Buffer.alloc(0));
    const path = join(await temporaryDirectory(), "records.ndjson");

    const destination = { name: "elastic", type: "file", format: "raw", path };
    const daemon = await startDaemon(operatorConfig({ queue, bucket, destination }));
    await vi.waitUntil(() => existsSync(path), patience);
    await vi.waitUntil(async () => (await queue.depth()) === 0, patience);

    expect(linesOf(path).sort()).toEqual([...records].sort());
    expect(await daemon.books()).toMatchObject({
      read: records.length,
      delivered: records.length,
      inFlight: 0,
    });
    expect((await daemon.problems()).reasons).toEqual({});
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});

function throughTopic(delivery: { readonly raw: boolean }): Way["connect"] {
  return async (server, bucket, queue) => {
    const TopicArn = await createTopic(server, queue, delivery);
    await bucket.announce({ TopicConfigurations: [{ TopicArn, Events: created }] });
  };
}

/** The records of the object with this number. */
function part(number: number): readonly string[] {
  return records.filter((_, index) => index % keys.length === number);
}

function linesOf(path: string): string[] {
  return readFileSync(path, "utf8").trimEnd().split("\n");
}
