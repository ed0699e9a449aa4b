import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ElasticsearchConfig } from "../../../src/deliver/elasticsearch/config.ts";
import { createElasticsearchDestination } from "../../../src/deliver/elasticsearch/destination.ts";
import { batchOf } from "../../../src/event.ts";
import { aSecret } from "../../support/a-secret.ts";
import { BulkServer, type Reaction } from "../../support/bulk-server.ts";
import { anElasticsearchConfig } from "../../support/elasticsearch-config.ts";
import { someEvents } from "../../support/events.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const { signal } = new AbortController();

describe("the Elasticsearch destination", () => {
  it("posts to the bulk endpoint of its data stream", async () => {
    const server = await aServer();
    const { destination } = aDestination([server]);

    await destination.deliver(batchOf(someEvents("a")), signal);

    expect(server.requests[0]).toMatchObject({
      method: "POST",
      path: "/logs-aws.cloudtrail-default/_bulk",
      headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
    });
  });

  it("delivers each document as it was encoded", async () => {
    const server = await aServer();
    const { destination } = aDestination([server], { compression: "none" });
    const events = someEvents("a", "b");

    await destination.deliver(batchOf(events), signal);

    const sources = [...server.documents.values()].map(({ source }) => source);
    expect(sources).toEqual(events.map(({ body }) => String(body)));
  });

  it("uses a renewed key with the next request", async () => {
    const server = await aServer();
    const keys = ["old", "new"];
    const key = { reveal: () => keys.shift() ?? "" };
    const { destination } = aDestination([server], { auth: { kind: "api_key", key } });

    await destination.deliver(batchOf(someEvents("a")), signal);
    await destination.deliver(batchOf(someEvents("b")), signal);

    const sent = server.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual(["ApiKey old", "ApiKey new"]);
  });

  it("sends nothing with a token that is no header's", async () => {
    const server = await aServer();
    const auth = { kind: "bearer", token: aSecret("line\nbreak") } as const;
    const { destination } = aDestination([server], { auth });

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble?.kind).toBe("unauthorized");
    expect(server.requestCount).toBe(0);
  });

  it("shows no secret that a server repeats", async () => {
    const server = await aServer(() => ({
      kind: "refuse",
      status: 401,
      body: "no such user: ferry:hunter2 (Basic ZmVycnk6aHVudGVyMg==)",
    }));
    const auth = { kind: "basic", username: "ferry", password: aSecret("hunter2") } as const;
    const { destination } = aDestination([server], { auth });

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble?.message).toContain("no such user: ferry:*** (Basic ***)");
  });

  it("shows no user information of a URL", async () => {
    const server = await aServer();
    const url = new URL(server.url);
    url.password = "hunter2";
    await server.close();
    const { destination } = aDestination([{ url }]);

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble?.kind).toBe("unreachable");
    expect(report.trouble?.message).not.toContain("hunter2");
  });

  it("sends nothing when it is called off before", async () => {
    const server = await aServer();
    const { destination } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a")), AbortSignal.abort());

    expect(report.trouble?.kind).toBe("aborted");
    expect(server.requestCount).toBe(0);
  });

  it("reads a date of Retry-After by its clock", async () => {
    const headers = { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" };
    const server = await aServer(() => ({ kind: "refuse", status: 503, headers }));
    const { destination } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble?.retryAfterMs).toBe(30_000);
  });

  it("spreads requests over its nodes", async () => {
    const servers = [await aServer(), await aServer()];
    const { destination } = aDestination(servers);

    for (const id of ["a", "b", "c", "d"])
      await destination.deliver(batchOf(someEvents(id)), signal);

    expect(servers.map(({ requestCount }) => requestCount)).toEqual([2, 2]);
  });

  it.each<[string, Reaction]>([
    ["resets connections", { kind: "reset", at: "head" }],
    ["is not reached by its proxy", { kind: "refuse", status: 502 }],
    ["is not available", { kind: "refuse", status: 503 }],
    ["is too slow for its proxy", { kind: "refuse", status: 504 }],
  ])("leaves out a node that %s, for a while", async (_, reaction) => {
    const ill = await aServer(() => reaction);
    const { destination, clock } = aDestination([ill, await aServer()]);

    for (const id of ["a", "b", "c", "d"])
      await destination.deliver(batchOf(someEvents(id)), signal);
    const meanwhile = ill.requestCount;
    await clock.advance(1000);
    for (const id of ["e", "f"]) await destination.deliver(batchOf(someEvents(id)), signal);

    expect([meanwhile, ill.requestCount]).toEqual([1, 2]);
  });

  it("goes on using a node that is only busy", async () => {
    const busy = await aServer(() => ({ kind: "refuse", status: 429 }));
    const { destination } = aDestination([busy, await aServer()]);

    for (const id of ["a", "b", "c", "d"])
      await destination.deliver(batchOf(someEvents(id)), signal);

    expect(busy.requestCount).toBe(2);
  });

  it("warns of events in the failure store, once a minute", async () => {
    const server = await aServer(() => ({
      kind: "store",
      items: () => ({ status: 201, failureStore: "used" }),
    }));
    const { destination, clock, lines } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a", "b")), signal);
    await destination.deliver(batchOf(someEvents("c")), signal);
    await clock.advance(60_000);
    await destination.deliver(batchOf(someEvents("d")), signal);

    expect(report).toMatchObject({ retryable: [], rejected: [], degraded: 2 });
    expect(lines).toMatchObject([{ events: 2 }, { events: 1, heldBack: 1 }]);
  });

  it("asks for a data stream, until a server does not know how to", async () => {
    const body =
      '{"error":{"type":"illegal_argument_exception","reason":"request [/logs/_bulk] contains unrecognized parameter: [require_data_stream]"},"status":400}';
    const server = await aServer();
    server.react = ({ query }) =>
      query.has("require_data_stream") ? { kind: "refuse", status: 400, body } : { kind: "store" };
    const { destination } = aDestination([server], { requireDataStream: true });

    const reports = [
      await destination.deliver(batchOf(someEvents("a")), signal),
      await destination.deliver(batchOf(someEvents("b")), signal),
    ];

    const asked = server.requests.map(({ query }) => query.get("require_data_stream"));
    expect(asked).toEqual(["true", null, null]);
    expect(reports.flatMap(({ retryable }) => retryable)).toEqual([]);
    expect(server.documents.size).toBe(2);
  });

  it("keeps events while the target is no data stream, and says what to do", async () => {
    const reason =
      "no such index [logs] and [require_data_stream] request flag is [true] and [logs] is not a data stream";
    const server = await aServer(() => ({
      kind: "store",
      items: () => ({ status: 404, type: "index_not_found_exception", reason }),
    }));
    const { destination } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.retryable).toHaveLength(1);
    expect(report.trouble?.message).toContain("trailferry setup");
  });

  it("names a certificate file that it cannot read", async () => {
    const url = new URL("https://127.0.0.1:9");
    const { destination } = aDestination([{ url }], { tls: tlsWith("/nowhere/ca.pem") });

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble).toMatchObject({
      kind: "tls",
      message: "Cannot read /nowhere/ca.pem, named by `tls.ca_file`",
    });
  });

  it("reports an answer that is cut off by a stall as soon as it is called off", async () => {
    const server = await aServer(() => ({ kind: "stall", at: "half_answer" }));
    const { destination, clock } = aDestination([server]);
    const calledOff = new AbortController();
    const stalled = server.stalled();

    const delivery = destination.deliver(batchOf(someEvents("a")), calledOff.signal);
    await stalled;
    calledOff.abort();

    expect((await delivery).trouble?.kind).toBe("aborted");
    expect(clock.pending).toBe(0);
  });
});

async function aServer(react?: () => Reaction): Promise<BulkServer> {
  const server = await BulkServer.start();
  if (react !== undefined) server.react = react;
  onTestFinished(() => server.close());
  return server;
}

function aDestination(
  nodes: readonly { readonly url: URL }[],
  changes: Partial<ElasticsearchConfig> = {},
) {
  const clock = new ManualClock();
  const lines: unknown[] = [];
  const log = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
  const config = anElasticsearchConfig({ urls: nodes.map(({ url }) => url), ...changes });
  const destination = createElasticsearchDestination(config, { clock, log });
  onTestFinished(() => destination.close());
  return { destination, clock, lines };
}

function tlsWith(caFile: string) {
  return { minVersion: "TLSv1.2", verify: true, caFile } as const;
}
