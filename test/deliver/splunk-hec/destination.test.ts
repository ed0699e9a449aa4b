import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SplunkHecConfig } from "../../../src/deliver/splunk-hec/config.ts";
import { createSplunkHecDestination } from "../../../src/deliver/splunk-hec/destination.ts";
import { withSplitting } from "../../../src/deliver/split.ts";
import { batchOf } from "../../../src/event.ts";
import { aSecret } from "../../support/a-secret.ts";
import { idOf, someEvents } from "../../support/events.ts";
import { hecAnswer, hecToken } from "../../support/hec-answer.ts";
import { HecServer, type HecReaction, type HecServerOptions } from "../../support/hec-server.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { aSplunkHecConfig } from "../../support/splunk-hec-config.ts";

const { signal } = new AbortController();

describe("the Splunk HEC destination", () => {
  it("delivers each record as CloudTrail wrote it, with what Splunk should know of it", async () => {
    const server = await aServer();
    const { destination } = aDestination([server]);
    const events = someEvents("a", "b");

    await destination.deliver(batchOf(events), signal);

    expect(server.events.map(({ raw }) => raw)).toEqual(events.map(({ body }) => String(body)));
    expect(server.events[0]?.metadata).toMatchObject({
      time: 1_772_600_400,
      sourcetype: "aws:cloudtrail",
    });
  });

  it("sends bare lines on a channel of their own to each collector", async () => {
    const servers = [await aServer(), await aServer()];
    const { destination } = aDestination(servers, { endpoint: "raw" });

    for (const id of ["a", "b", "c", "d"])
      await destination.deliver(batchOf(someEvents(id)), signal);

    const channels = servers.map(({ requests }) => requests.map(channelOf));
    expect(channels[0]?.[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(channels.map((used) => new Set(used).size)).toEqual([1, 1]);
    expect(channels[0]?.[0]).not.toBe(channels[1]?.[0]);
  });

  it("uses a renewed token with the next request", async () => {
    const server = await aServer();
    const tokens = ["old\n", "new"];
    const { destination } = aDestination([server], {
      token: { reveal: () => tokens.shift() ?? "" },
    });

    await destination.deliver(batchOf(someEvents("a")), signal);
    await destination.deliver(batchOf(someEvents("b")), signal);

    const sent = server.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual(["Splunk old", "Splunk new"]);
  });

  it.each(["", "line\nbreak", "two words"])("sends nothing with the token %j", async (token) => {
    const server = await aServer();
    const { destination } = aDestination([server], { token: aSecret(token) });

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble?.kind).toBe("unauthorized");
    expect(server.requests).toEqual([]);
  });

  it("shows no token that a server repeats", async () => {
    const server = await aServer({ kind: "refuse", status: 403, body: `no: Splunk ${hecToken}` });
    const { destination } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble?.message).toContain("no: Splunk ***");
  });

  it.each([0, 1] as const)(
    "rejects the one event that is refused alone, where the server counts from %d",
    async (countsFrom) => {
      const server = await aServer({ kind: "store", refuse: poisonIn("c") }, { countsFrom });
      const { destination } = aDestination([server]);

      const report = await withSplitting(destination).deliver(
        batchOf(someEvents("a", "b", "c", "d", "e")),
        signal,
      );

      expect(report.retryable).toEqual([]);
      expect(report.rejected.map(idOf)).toEqual(["c"]);
      expect(new Set(heldBy(server))).toEqual(new Set(["a", "b", "d", "e"]));
    },
  );

  it("sends all again of what a busy server may have taken in part", async () => {
    const body = hecAnswer(9, { "invalid-event-number": 2 });
    const server = await aServer({ kind: "refuse", status: 503, body });
    const { destination } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a", "b", "c")), signal);

    expect(report.retryable.map(idOf)).toEqual(["a", "b", "c"]);
  });

  it.each([24, 25])("takes code %d for a delivery and lets the server rest", async (code) => {
    const server = await aServer({ kind: "store", code });
    const { destination, clock, lines } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a")), signal);
    const next = destination.deliver(batchOf(someEvents("b")), signal);
    const meanwhile = heldBy(server);
    await clock.advance(500);
    await next;

    expect(report.retryable).toEqual([]);
    expect(meanwhile).toEqual(["a"]);
    expect(heldBy(server)).toEqual(["a", "b"]);
    expect(lines).toMatchObject([{ msg: expect.stringContaining("near capacity") }]);
  });

  it("sends nothing when it is called off while the server rests", async () => {
    const server = await aServer({ kind: "store", code: 24 });
    const { destination, clock } = aDestination([server]);
    const calledOff = new AbortController();
    await destination.deliver(batchOf(someEvents("a")), signal);

    const delivery = destination.deliver(batchOf(someEvents("b")), calledOff.signal);
    calledOff.abort();

    expect((await delivery).trouble?.kind).toBe("aborted");
    expect(heldBy(server)).toEqual(["a"]);
    expect(clock.pending).toBe(0);
  });

  it("warns of a token whose acknowledgments nobody asks for", async () => {
    const server = await aServer({ kind: "store", ackId: 0 });
    const { destination, lines } = aDestination([server], { endpoint: "raw" });

    await destination.deliver(batchOf(someEvents("a")), signal);
    await destination.deliver(batchOf(someEvents("b")), signal);

    expect(lines).toMatchObject([{ msg: expect.stringContaining("indexer acknowledgment") }]);
  });

  it("leaves out a collector that is shutting down, for a while", async () => {
    const ill = await aServer({ kind: "refuse", status: 503, body: hecAnswer(23) });
    const { destination, clock } = aDestination([ill, await aServer()]);

    for (const id of ["a", "b", "c", "d"])
      await destination.deliver(batchOf(someEvents(id)), signal);
    const meanwhile = ill.requests.length;
    await clock.advance(1000);
    for (const id of ["e", "f"]) await destination.deliver(batchOf(someEvents(id)), signal);

    expect([meanwhile, ill.requests.length]).toEqual([1, 2]);
  });

  it("reads a date of Retry-After by its clock", async () => {
    const headers = { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" };
    const server = await aServer({ kind: "refuse", status: 503, headers });
    const { destination } = aDestination([server]);

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.trouble?.retryAfterMs).toBe(30_000);
  });
});

async function aServer(reaction?: HecReaction, options?: HecServerOptions): Promise<HecServer> {
  const server = await HecServer.start(options);
  if (reaction !== undefined) server.react = () => reaction;
  onTestFinished(() => server.close());
  return server;
}

function aDestination(
  collectors: readonly { readonly url: URL }[],
  changes: Partial<SplunkHecConfig> = {},
) {
  const clock = new ManualClock();
  const lines: unknown[] = [];
  const log = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
  const config = aSplunkHecConfig({ urls: collectors.map(({ url }) => url), ...changes });
  const destination = createSplunkHecDestination(config, { clock, log });
  onTestFinished(() => destination.close());
  return { destination, clock, lines };
}

function poisonIn(eventId: string) {
  return ({ raw }: HecServer["events"][number]) =>
    JSON.parse(raw).eventID === eventId ? 6 : undefined;
}

function heldBy(server: HecServer): readonly string[] {
  return server.events.map(({ raw }) => JSON.parse(raw).eventID);
}

function channelOf({ headers }: HecServer["requests"][number]): unknown {
  return headers["x-splunk-request-channel"];
}
