import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { s3ClientFactory } from "../../../src/decode/s3-clients.ts";
import { parseLetter } from "../../../src/deliver/dead-letter/entry.ts";
import {
  createS3DeadLetter,
  type S3DeadLetterConfig,
} from "../../../src/deliver/dead-letter/s3.ts";
import { aLetter } from "../../support/a-letter.ts";
import { FakeBucket } from "../../support/fake-letter-senders.ts";
import { sqsError as awsError } from "../../support/fake-queue.ts";
import { HastyClock } from "../../support/hasty-clock.ts";
import { LetterAws, lettersBucket } from "../../support/letter-aws.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { refuse, S3Stub, type S3Answer } from "../../support/s3-stub.ts";

const { signal } = new AbortController();
const unhurried = 10_000;
const config: S3DeadLetterConfig = {
  bucket: lettersBucket,
  prefix: "/siem/letters/",
  compression: "gzip",
};

describe("dead letters in S3", () => {
  it("lie in one object for each destination and reason, under their day", async () => {
    const { aws, deadLetter } = await aRealDeadLetter(config);
    const letters = [
      aLetter("a"),
      aLetter("b"),
      { ...aLetter("c"), reason: "too_large" as const },
      { ...aLetter("d"), destination: "splunk" },
    ];

    const stored = await deadLetter.store(letters, signal);

    const objects = [...(await aws.objects())];
    const folders = objects.map(([key, content]) => [
      key.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "ID"),
      eventIdsIn(gunzipSync(content)),
    ]);
    expect(stored).toEqual({ kind: "ok" });
    expect(folders).toEqual([
      ["siem/letters/2026/03/04/elastic/mapping/20260304T050607.000Z-ID.ndjson.gz", ["a", "b"]],
      ["siem/letters/2026/03/04/elastic/too_large/20260304T050607.000Z-ID.ndjson.gz", ["c"]],
      ["siem/letters/2026/03/04/splunk/mapping/20260304T050607.000Z-ID.ndjson.gz", ["d"]],
    ]);
  });

  it("are plain lines where no compression is wanted, and need no prefix", async () => {
    const { aws, deadLetter } = await aRealDeadLetter({
      bucket: lettersBucket,
      compression: "none",
    });

    await deadLetter.store([aLetter("a"), aLetter("b")], signal);

    const [[key, content] = ["", Buffer.alloc(0)]] = await aws.objects();
    expect(key).toMatch(/^2026\/03\/04\/elastic\/mapping\/20260304T050607\.000Z-.{36}\.ndjson$/);
    expect(eventIdsIn(content)).toEqual(["a", "b"]);
  });

  it("never replace each other", async () => {
    const { aws, deadLetter } = await aRealDeadLetter(config);

    await deadLetter.store([aLetter("a")], signal);
    await deadLetter.store([aLetter("a")], signal);

    expect((await aws.objects()).size).toBe(2);
  });

  it("are encrypted and meant for an owner as the operator says", async () => {
    const { bucket, deadLetter } = aDeadLetter({
      ...config,
      expectedBucketOwner: "111122223333",
      encryption: { sse: "aws:kms", kmsKeyId: "alias/letters" },
    });

    await deadLetter.store([aLetter("a")], signal);

    expect(bucket.puts).toMatchObject([
      {
        ExpectedBucketOwner: "111122223333",
        ServerSideEncryption: "aws:kms",
        SSEKMSKeyId: "alias/letters",
        ContentType: "application/gzip",
      },
    ]);
  });

  it("are written again under the same key when S3 was overloaded", async () => {
    const { bucket, deadLetter } = aDeadLetter();
    bucket.faults.push(awsError("SlowDown", { status: 503 }), connectionReset());

    const stored = await deadLetter.store([aLetter("a")], signal);

    expect(stored).toEqual({ kind: "ok" });
    expect(bucket.puts).toHaveLength(3);
    expect(new Set(bucket.puts.map(({ Key }) => Key)).size).toBe(1);
  });

  it("are not stored after five tries", async () => {
    const { bucket, deadLetter } = aDeadLetter();
    bucket.faults.push(...Array.from({ length: 5 }, () => awsError("SlowDown", { status: 503 })));

    const stored = await deadLetter.store([aLetter("a")], signal);

    expect(stored).toEqual({
      kind: "failed",
      message:
        "Cannot store dead letters in s3://example-letters (SlowDown: SlowDown happened): " +
        "the service has trouble of its own, or too much to do.",
    });
    expect(bucket.puts).toHaveLength(5);
  });

  it("tell at once which right is missing", async () => {
    await using s3 = await S3Stub.start();
    s3.next(refuse(403, "AccessDenied", { message: "Access Denied" }));

    const stored = await stubbedDeadLetter(s3).store([aLetter("a")], signal);

    expect(stored).toEqual({
      kind: "failed",
      message:
        "Cannot store dead letters in s3://example-letters (AccessDenied: Access Denied): allow s3:PutObject there, " +
        "in IAM and in the resource's own policy. Where expected_bucket_owner is set, see that it owns the bucket.",
    });
    expect(s3.requests).toHaveLength(1);
  });

  it("tell at once that the bucket is missing", async () => {
    const { deadLetter } = await aRealDeadLetter({ ...config, bucket: "example-missing" });

    const stored = await deadLetter.store([aLetter("a")], signal);

    expect(stored).toMatchObject({
      kind: "failed",
      message: expect.stringMatching(/s3:\/\/example-missing \(NoSuchBucket: .*create the bucket/),
    });
  });

  it("follow the bucket to its region, and stay there", async () => {
    await using s3 = await S3Stub.start();
    const headers = { "x-amz-bucket-region": "eu-central-1" };
    s3.next(refuse(301, "PermanentRedirect", { headers }), accept, accept);
    const deadLetter = stubbedDeadLetter(s3);

    const stored = await deadLetter.store([aLetter("a")], signal);
    await deadLetter.store([aLetter("b")], signal);

    expect(stored).toEqual({ kind: "ok" });
    expect(s3.requests.map(({ region }) => region)).toEqual([
      "us-east-1",
      "eu-central-1",
      "eu-central-1",
    ]);
  });

  it("get a client with new credentials where the old ones were refused", async () => {
    const { bucket, clients, deadLetter } = aDeadLetter();
    bucket.faults.push(awsError("ExpiredToken"));

    const stored = await deadLetter.store([aLetter("a")], signal);

    expect(stored).toEqual({ kind: "ok" });
    expect(clients).toHaveLength(2);
  });

  it("wait no longer than ten seconds for an answer", async () => {
    const clock = new ManualClock();
    const bucket = new FakeBucket();
    const deadLetter = createS3DeadLetter(config, { createClient: () => bucket, clock });
    bucket.faults.push("silence");

    const storing = deadLetter.store([aLetter("a")], signal);
    while (bucket.puts.length === 0) await settle();
    await clock.advance(10_250);

    expect(await storing).toEqual({ kind: "ok" });
    expect(bucket.puts).toHaveLength(2);
  });

  it("are not sent once storing is called off", async () => {
    const { bucket, deadLetter } = aDeadLetter();

    const stored = await deadLetter.store([aLetter("a")], AbortSignal.abort());

    expect(stored.kind).toBe("failed");
    expect(bucket.puts).toEqual([]);
  });

  it("are given up when storing is called off on the way, and leave no timer", async () => {
    const clock = new ManualClock();
    const bucket = new FakeBucket();
    const deadLetter = createS3DeadLetter(config, { createClient: () => bucket, clock });
    const calledOff = new AbortController();
    bucket.faults.push("silence");

    const storing = deadLetter.store([aLetter("a")], calledOff.signal);
    while (bucket.puts.length === 0) await settle();
    calledOff.abort();

    expect(await storing).toEqual({
      kind: "failed",
      message: "Storing dead letters in s3://example-letters was called off",
    });
    expect(clock.pending).toBe(0);
  });

  it("free their connections at the end", async () => {
    const { bucket, deadLetter } = aDeadLetter();

    await deadLetter.close();

    expect(bucket.isDestroyed).toBe(true);
  });
});

function aDeadLetter(wanted = config) {
  const bucket = new FakeBucket();
  const clients: FakeBucket[] = [];
  const createClient = () => {
    clients.push(bucket);
    return bucket;
  };
  const clock = new HastyClock(unhurried);
  return { bucket, clients, deadLetter: createS3DeadLetter(wanted, { createClient, clock }) };
}

async function aRealDeadLetter(wanted: S3DeadLetterConfig) {
  const aws = await LetterAws.start();
  const clock = new HastyClock(unhurried);
  return { aws, deadLetter: createS3DeadLetter(wanted, { createClient: () => aws.s3(), clock }) };
}

function stubbedDeadLetter({ endpoint }: S3Stub) {
  const createClient = s3ClientFactory({
    endpoint,
    region: "us-east-1",
    pathStyle: true,
    credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" },
    version: "0.0.0",
  });
  return createS3DeadLetter(config, { createClient, clock: new HastyClock(unhurried) });
}

const accept: S3Answer = (request, response) => {
  request.resume();
  response.end();
};

function connectionReset(): Error {
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
}

function eventIdsIn(content: Buffer) {
  const lines = content.toString("utf8").trimEnd().split("\n");
  return lines.map((line) => parseLetter(line)?.eventId.split(":").at(-1));
}
