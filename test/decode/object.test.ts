import type { S3Client } from "@aws-sdk/client-s3";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createObjectReader, type S3ObjectReader } from "../../src/decode/object.ts";
import { s3ClientFactory } from "../../src/decode/s3-clients.ts";
import { Health } from "../../src/observe/health.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import { createSeldom } from "../../src/observe/seldom.ts";
import type { Clock } from "../../src/runtime/clock.ts";
import { HastyClock } from "../support/hasty-clock.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { patience } from "../support/patience.ts";
import {
  S3Stub,
  cutAfter,
  endAfter,
  etag,
  refuse,
  reset,
  serve,
  stallAfter,
} from "../support/s3-stub.ts";
import { readAll } from "../support/trail.ts";

const object = { bucket: "example-trail-bucket", key: "AWSLogs/a b.json.gz" };
const path = "/example-trail-bucket/AWSLogs/a%20b.json.gz";
const content = Buffer.from(
  Array.from({ length: 30_000 }, (_, at) => Math.sin(at * at).toString(36)).join(" "),
);
const going = new AbortController().signal;

let stub: S3Stub;
let health: Health;
let reader: S3ObjectReader;
let clients: (string | undefined)[];

beforeEach(async () => {
  stub = await S3Stub.start();
  stub.put(path, content);
  health = new Health();
  clients = [];
  reader = aReader(new HastyClock());
});

afterEach(async () => {
  reader.close();
  await stub[Symbol.asyncDispose]();
});

/** `promised` is the size that answers claim, where a test needs them to lie. */
function aReader(clock: Clock, promised?: number): S3ObjectReader {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "EXAMPLE" };
  const create = s3ClientFactory({
    region: "us-east-1",
    endpoint: stub.endpoint,
    pathStyle: true,
    credentials,
    version: "0",
  });
  return createObjectReader({
    createClient: (region) => {
      clients.push(region);
      const client = create(region);
      if (promised !== undefined) promise(client, promised);
      return client;
    },
    expectedBucketOwner: "111122223333",
    clock,
    log: silentLogger,
    health,
    seldom: createSeldom(clock),
  });
}

function promise(client: S3Client, size: number): void {
  client.middlewareStack.add(
    (next) => async (input) => {
      const result = await next(input);
      Object.assign(result.output, { ContentLength: size });
      return result;
    },
    { step: "initialize" },
  );
}

async function read(
  reference: { bucket: string; key: string; versionId?: string } = object,
  signal = going,
) {
  const opened = await reader.open(reference, signal);
  if (opened === "gone") return opened;
  const chunks: Buffer[] = [];
  for await (const chunk of opened.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const released = (reason: string) => ({ settlement: { kind: "release", reason } });

describe("createObjectReader", () => {
  it("reads an object with its size and entity tag", async () => {
    const opened = await reader.open(object, going);
    if (opened !== "gone") opened.close();

    expect(opened).toMatchObject({ size: content.length, etag });
  });

  it("asks for the version of the notification and for the owner it expects", async () => {
    const result = await read({ ...object, versionId: "version-EXAMPLE" });

    expect(result).toEqual(content);
    expect(stub.requests[0]?.path).toContain("versionId=version-EXAMPLE");
    expect(stub.requests[0]?.headers["x-amz-expected-bucket-owner"]).toBe("111122223333");
  });

  it("reads on from the byte reached where the connection broke", async () => {
    stub.next(cutAfter(70_000), cutAfter(0), cutAfter(100_000), serve);

    const result = await read();

    expect(result).toEqual(content);
    const [first, second, , fourth] = stub.requests.map(({ headers }) => headers);
    expect(first?.range).toBeUndefined();
    expect(second).toMatchObject({ range: "bytes=70000-", "if-match": etag });
    expect(fourth?.range).toBe("bytes=170000-");
  });

  it("does not count breaks between which bytes came", async () => {
    stub.next(...Array.from({ length: 12 }, () => cutAfter(10_000)));

    expect(await read()).toEqual(content);
  });

  it("gives up where nothing more comes, after what did come", async () => {
    stub.next(cutAfter(1000), ...Array.from({ length: 9 }, () => cutAfter(0)));
    const opened = await reader.open(object, going);
    if (opened === "gone") throw new Error("The object is there");

    let bytes = 0;
    const reading = (async () => {
      for await (const chunk of opened.body) bytes += chunk.length;
    })();

    await expect(reading).rejects.toMatchObject(released("object_unreadable"));
    expect(bytes).toBe(1000);
    expect(stub.requests.length).toBe(6);
  });

  it("never mixes two versions", async () => {
    stub.next(cutAfter(1000), refuse(412, "PreconditionFailed"));

    await expect(read()).rejects.toMatchObject(released("object_unreadable"));
  });

  it("does not read on where the store ignores ranges", async () => {
    stub.next(cutAfter(1000), (request, response, stored) => {
      delete request.headers.range;
      serve(request, response, stored);
    });

    await expect(read()).rejects.toMatchObject(released("object_unreadable"));
  });

  it("reads on after an end that came too early in good order", async () => {
    reader = aReader(new HastyClock(), content.length);
    stub.next(endAfter(5000));

    expect(await read()).toEqual(content);
    expect(stub.requests[1]?.headers.range).toBe("bytes=5000-");
  });

  it("reads an object whose size is not told", async () => {
    stub.next(endAfter(content.length));

    expect(await read()).toEqual(content);
  });

  it("treats a silent body as broken", async () => {
    const clock = new ManualClock();
    reader = aReader(clock);
    stub.next(stallAfter(1000));
    const opened = await reader.open(object, going);
    if (opened === "gone") throw new Error("The object is there");
    const chunks = opened.body[Symbol.asyncIterator]();
    const first = await chunks.next();

    const second = chunks.next();
    await clock.advance(30_000);
    await clock.advance(5000);

    expect(Buffer.concat([first.value, (await second).value])).toEqual(
      content.subarray(0, 1000 + (await second).value.length),
    );
    expect(stub.requests.length).toBe(2);
    opened.close();
  });

  it("tells a delete marker as gone", async () => {
    stub.next(refuse(405, "MethodNotAllowed", { headers: { "x-amz-delete-marker": "true" } }));

    expect(await read({ ...object, versionId: "version-EXAMPLE" })).toBe("gone");
  });

  it.each([
    ["a reset", reset],
    ["SlowDown", refuse(503, "SlowDown")],
    ["an internal error", refuse(500, "InternalError")],
    ["a proxy's page", refuse(502, "<html>")],
    ["a missing key", refuse(404, "NoSuchKey")],
  ])("tries again after %s", async (_kind, answer) => {
    stub.next(answer, answer);

    expect(await read()).toEqual(content);
  });

  it.each([
    ["object_unreadable", refuse(503, "SlowDown")],
    ["object_missing", refuse(404, "NoSuchKey")],
  ])("releases the object as %s after five tries", async (reason, answer) => {
    stub.next(...Array.from({ length: 5 }, () => answer));

    await expect(read()).rejects.toMatchObject(released(reason));
    expect(stub.requests.length).toBe(5);
  });

  it("keeps an archived object at once", async () => {
    stub.next(refuse(403, "InvalidObjectState", { xml: "<StorageClass>GLACIER</StorageClass>" }));

    await expect(read()).rejects.toMatchObject({
      settlement: { kind: "keep", reason: "object_archived" },
    });
    expect(stub.requests.length).toBe(1);
  });

  it("holds while a right is missing, says which, and is well when it is there", async () => {
    const denied = refuse(403, "AccessDenied", {
      message: "not authorized to perform: kms:Decrypt on",
    });
    const problems: unknown[] = [];
    const look =
      (answer: typeof serve): typeof serve =>
      (request, response, stored) => {
        problems.push(health.problems["bucket example-trail-bucket"]);
        answer(request, response, stored);
      };
    stub.next(look(denied), look(denied), look(serve));

    const result = await read();

    expect(result).toEqual(content);
    expect(problems).toEqual([
      undefined,
      expect.stringContaining("kms:Decrypt"),
      expect.stringContaining("kms:Decrypt"),
    ]);
    expect(health.problems).toEqual({});
  });

  it("gives a forbidden object up soon while other objects can be read", async () => {
    const clock = new HastyClock();
    reader = aReader(clock);
    await read();
    stub.next(...Array.from({ length: 500 }, () => refuse(403, "AccessDenied")));
    const started = clock.monotonic();

    await expect(read()).rejects.toMatchObject(released("object_unreadable"));

    expect(clock.monotonic() - started).toBeLessThanOrEqual(5000);
  });

  it("releases the object when a right is missing for five minutes", async () => {
    stub.next(...Array.from({ length: 500 }, () => refuse(403, "AccessDenied")));

    await expect(read()).rejects.toMatchObject(released("object_unreadable"));

    expect(stub.requests.length).toBeGreaterThan(10);
    expect(health.problems["bucket example-trail-bucket"]).toContain("s3:GetObject");
  });

  it("takes fresh credentials where those it had were refused", async () => {
    stub.next(refuse(400, "ExpiredToken"));

    expect(await read()).toEqual(content);
    expect(clients).toEqual([undefined, undefined]);
  });

  it.each([
    [
      "301 by its header",
      refuse(301, "PermanentRedirect", { headers: { "x-amz-bucket-region": "eu-west-3" } }),
    ],
    [
      "301 by its endpoint",
      refuse(301, "PermanentRedirect", {
        xml: "<Endpoint>b.s3.eu-west-3.amazonaws.com</Endpoint>",
      }),
    ],
    [
      "307",
      refuse(307, "TemporaryRedirect", {
        xml: "<Endpoint>b.s3-eu-west-3.amazonaws.com</Endpoint>",
      }),
    ],
    [
      "a wrong signature",
      refuse(400, "AuthorizationHeaderMalformed", { xml: "<Region>eu-west-3</Region>" }),
    ],
  ])("follows %s to the bucket's region and stays there", async (_kind, answer) => {
    stub.next(answer);

    await read();
    await read();

    expect(stub.requests.map(({ region }) => region)).toEqual([
      "us-east-1",
      "eu-west-3",
      "eu-west-3",
    ]);
    expect(clients).toEqual([undefined, "eu-west-3"]);
  });

  it("does not follow redirects for ever", async () => {
    const elsewhere = refuse(301, "PermanentRedirect", {
      headers: { "x-amz-bucket-region": "eu-west-3" },
    });
    stub.next(...Array.from({ length: 9 }, () => elsewhere));

    await expect(read()).rejects.toMatchObject(released("object_unreadable"));
    expect(stub.requests.length).toBe(4);
  });

  it.each([
    ["before the answer", () => {}],
    ["in the body", stallAfter(1000)],
    ["while it waits", refuse(403, "AccessDenied")],
  ])("releases the object as draining when it is aborted %s", async (_when, answer) => {
    const clock = new ManualClock();
    reader = aReader(clock);
    const abandoned = new AbortController();
    stub.next((request, response, stored) => {
      answer(request, response, stored);
      setTimeout(() => abandoned.abort(), 30);
    });

    await expect(read(object, abandoned.signal)).rejects.toMatchObject(released("draining"));

    expect(clock.pending).toBe(0);
  });

  it("frees the connection of an object that is not read to its end", async () => {
    stub.next(stallAfter(100_000), stallAfter(100_000));
    const unread = await reader.open(object, going);
    const begun = await reader.open(object, going);
    if (unread === "gone" || begun === "gone") throw new Error("The object is there");

    for await (const chunk of begun.body) if (chunk.length > 0) break;
    unread.close();

    await expect.poll(() => stub.connections(), patience).toBe(0);
  });

  it("hands records on while a connection breaks again and again", async () => {
    const records = Array.from({ length: 500 }, (_, id) => `{"id":${id},"x":"${Math.sin(id)}"}`);
    stub.put(path, gzipSync(`{"Records":[${records.join(",")}]}`));
    stub.next(...Array.from({ length: 5 }, () => cutAfter(700)));
    const opened = await reader.open(object, going);
    if (opened === "gone") throw new Error("The object is there");

    const reading = await readAll(opened.body);

    expect(reading.failure).toBeUndefined();
    expect(reading.records).toEqual(records);
  });
});
