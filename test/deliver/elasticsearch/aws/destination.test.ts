import { describe, expect, it, onTestFinished } from "vitest";
import { awsComplaint } from "../../../../src/deliver/elasticsearch/aws/complaints.ts";
import type { AwsIdentity } from "../../../../src/deliver/elasticsearch/aws/identity.ts";
import type { AwsAuth } from "../../../../src/deliver/elasticsearch/config.ts";
import { createElasticsearchDestination } from "../../../../src/deliver/elasticsearch/destination.ts";
import { batchOf } from "../../../../src/event.ts";
import { silentLogger } from "../../../../src/observe/logger.ts";
import { anAwsAuth, awsComplaint as complaint, awsKeys } from "../../../support/aws-keys.ts";
import { BulkServer } from "../../../support/bulk-server.ts";
import { anElasticsearchConfig } from "../../../support/elasticsearch-config.ts";
import { someEvents } from "../../../support/events.ts";
import { ManualClock, settle } from "../../../support/manual-clock.ts";

const { signal } = new AbortController();
const batch = batchOf(someEvents("a"));

describe("the Elasticsearch destination with keys of AWS", () => {
  it.each(["gzip", "none"] as const)(
    "signs the bytes that it sends, with %s",
    async (compression) => {
      const server = await aServer();
      const { destination } = aDestination(server, { compression });

      const report = await destination.deliver(batch, signal);

      expect(report).toMatchObject({ retryable: [], rejected: [] });
      expect(server.documents.size).toBe(1);
    },
  );

  it("signs each attempt anew, by its clock", async () => {
    const server = await aServer();
    const { destination, clock } = aDestination(server);

    await destination.deliver(batch, signal);
    await clock.advance(90_000);
    await destination.deliver(batch, signal);

    expect(server.requests.map(({ headers }) => headers["x-amz-date"])).toEqual([
      "20260101T000000Z",
      "20260101T000130Z",
    ]);
  });

  it("sends nothing without keys, and says where they come from", async () => {
    const server = await aServer();
    const { destination } = aDestination(server, { auth: { identity: noKeys } });

    const report = await destination.deliver(batch, signal);

    expect(report.trouble?.kind).toBe("unauthorized");
    expect(report.trouble?.message).toMatch(/Could not load credentials.*auth\.aws\.credentials/);
    expect(server.requestCount).toBe(0);
  });

  it("waits for keys no longer than for an answer, and then asks again", async () => {
    const server = await aServer();
    const answers = [silence(), Promise.resolve(awsKeys)];
    const identity = () => answers.shift() ?? Promise.resolve(awsKeys);
    const { destination, clock } = aDestination(server, { auth: { identity } });

    const delivery = destination.deliver(batch, signal);
    while (clock.pending === 0) await settle();
    await clock.advance(30_000);
    const late = await delivery;
    const next = await destination.deliver(batch, signal);

    expect(late.trouble?.kind).toBe("timeout");
    expect(next.retryable).toEqual([]);
  });

  it("is called off while it waits for keys", async () => {
    const server = await aServer();
    const { destination, clock } = aDestination(server, { auth: { identity: silence } });
    const calledOff = new AbortController();

    const delivery = destination.deliver(batch, calledOff.signal);
    while (clock.pending === 0) await settle();
    calledOff.abort();

    expect((await delivery).trouble?.kind).toBe("aborted");
    expect(clock.pending).toBe(0);
  });

  it("shows no token that AWS repeats, not even a piece of it", async () => {
    const sessionToken = "EXAMPLE".repeat(100);
    const server = await aServer(`Canonical String: x-amz-security-token:${sessionToken}`);
    const identity = () => Promise.resolve({ ...awsKeys, sessionToken });
    const { destination } = aDestination(server, { auth: { identity } });

    const report = await destination.deliver(batch, signal);

    expect(report.trouble?.message).toContain("x-amz-security-token:***");
    expect(report.trouble?.message).not.toContain("EXAMPLE");
  });

  it("says what to do where a time series collection takes no ids, and rejects nothing", async () => {
    const server = await aServer();
    const reason = "Document ID is not supported in create/index operation request";
    const items = () => ({ status: 400, type: "illegal_argument_exception", reason });
    server.react = () => ({ kind: "store", items });
    const { destination } = aDestination(server);

    const report = await destination.deliver(batch, signal);

    expect(report).toMatchObject({ rejected: [], trouble: { kind: "missing" } });
    expect(report.trouble?.message).toContain("document_id: none");
  });
});

describe("awsComplaint", () => {
  it.each([
    ["The request signature we calculated does not match", "unauthorized", "secret key"],
    ["Credential should be scoped to a valid region.", "unauthorized", "region"],
    ["Signature expired: 20260101T000000Z is now earlier than", "unauthorized", "clock"],
    ["Signature not yet current: 20260101T010000Z is still later", "unauthorized", "clock"],
    ["The security token included in the request is expired", "unauthorized", "expired"],
    ["User: anonymous is not authorized to perform: es:ESHttpPost", "unauthorized", "auth.aws"],
    [
      "User: arn:aws:sts::111122223333:assumed-role/x is not authorized to perform: es:ESHttpPost",
      "forbidden",
      "access policy",
    ],
    ['{"error":{"reason":"403 Forbidden","type":"Forbidden"}}', "forbidden", "data access policy"],
    [
      "no permissions for [indices:data/write/bulk] and User [name=x, backend_roles=[y]]",
      "forbidden",
      "Map the role",
    ],
  ])("of %j is %s, with advice on the %s", (text, kind, advice) => {
    const found = awsComplaint(text);

    expect(found?.kind).toBe(kind);
    expect(found?.advice).toContain(advice);
  });

  it("is none where the server itself speaks", () => {
    expect(awsComplaint('{"error":{"type":"security_exception"}}')).toBeUndefined();
  });
});

function noKeys(): Promise<AwsIdentity> {
  return Promise.reject(new Error("Could not load credentials"));
}

function silence(): Promise<AwsIdentity> {
  return new Promise(() => {});
}

/** Takes only what is signed, or says the given words against everything. */
async function aServer(words?: string): Promise<BulkServer> {
  const server = await BulkServer.start({
    complaint: words === undefined ? complaint("es") : () => words,
  });
  onTestFinished(() => server.close());
  return server;
}

interface Changes {
  readonly compression?: "gzip" | "none";
  readonly auth?: Partial<AwsAuth>;
}

function aDestination(server: BulkServer, { auth = {}, compression = "gzip" }: Changes = {}) {
  const clock = new ManualClock();
  const config = anElasticsearchConfig({
    urls: [server.url],
    auth: anAwsAuth(auth),
    compression,
  });
  const destination = createElasticsearchDestination(config, { clock, log: silentLogger });
  onTestFinished(() => destination.close());
  return { destination, clock };
}
