import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Destination, Trouble } from "../../../src/deliver/destination.ts";
import type { AcknowledgmentConfig } from "../../../src/deliver/splunk-hec/config.ts";
import { createSplunkHecDestination } from "../../../src/deliver/splunk-hec/destination.ts";
import { batchOf } from "../../../src/event.ts";
import { sleep, type Clock } from "../../../src/runtime/clock.ts";
import { someEvents } from "../../support/events.ts";
import { HastyClock } from "../../support/hasty-clock.ts";
import { hecAnswer, hecToken, type HecRequest } from "../../support/hec-answer.ts";
import { HecServer, type HecServerOptions } from "../../support/hec-server.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { anAcknowledgment, aSplunkHecConfig } from "../../support/splunk-hec-config.ts";

const { signal } = new AbortController();

describe("the Splunk HEC destination with acknowledgment", () => {
  it("reports events as unconfirmed, and confirms them once Splunk says that they are stored", async () => {
    const { deliver, server, clock } = await aScene({ ackDelayMs: 10_000 });
    const started = clock.now();

    const report = await deliver("a", "b");

    expect(report.unconfirmed?.map(({ events }) => events.length)).toEqual([2]);
    expect(await report.confirmed).toEqual([true]);
    expect(clock.now() - started).toBeGreaterThanOrEqual(10_000);
    expect(server.events.map((event) => server.toldAt(event))).not.toContain(undefined);
  });

  it("asks for all that is pending of a channel at once", async () => {
    const { deliver, server } = await aScene({ ackDelayMs: 5000 });

    const reports = await Promise.all(["a", "b", "c"].map((id) => deliver(id)));
    await Promise.all(reports.map(({ confirmed }) => confirmed));

    expect(new Set(server.requests.map(channelOf)).size).toBe(1);
    expect(server.requests.filter(isQuestion).length).toBeLessThan(10);
  });

  it("sends again what is not confirmed in time", async () => {
    const lost = [true];
    const { deliver, server, clock, lines } = await aScene({
      losesAck: () => lost.pop() ?? false,
    });
    const started = clock.now();

    const report = await deliver("a");

    expect(await report.confirmed).toEqual([true]);
    expect(heldBy(server)).toEqual(["a", "a"]);
    expect(clock.now() - started).toBeGreaterThanOrEqual(300_000);
    expect(lines).toMatchObject([{ reason: "unconfirmed" }]);
  });

  it("sends again on a new channel what a collector had not stored when it restarted", async () => {
    const { deliver, server } = await aScene({ ackDelayMs: 20_000 });
    const before = await deliver("a");

    server.restart();
    const after = await deliver("b");

    expect([await before.confirmed, await after.confirmed]).toEqual([[true], [true]]);
    expect(heldBy(server)).toContain("a");
    expect(new Set(server.requests.map(channelOf)).size).toBe(2);
  });

  it("takes no error of the ack endpoint for a confirmation", async () => {
    const { deliver, server, clock, attempts } = await aScene();
    server.reactToQuestion = afterTheFirst({ kind: "refuse", status: 401, body: hecAnswer(3) });
    const started = clock.now();

    const report = await deliver("a");
    while (clock.now() - started < 100_000) await settle();
    const troubles = attempts.map((trouble) => trouble?.kind);
    server.reactToQuestion = () => ({ kind: "store" });

    expect(new Set(troubles)).toEqual(new Set(["unauthorized"]));
    expect(await report.confirmed).toEqual([true]);
    expect(heldBy(server)).toEqual(["a"]);
    expect(attempts.at(-1)).toBeUndefined();
  });

  it("sends no events with a token that gives no acknowledgments", async () => {
    const { deliver, server } = await aScene({ useAck: false });

    const report = await deliver("a");

    expect(report.trouble).toMatchObject({
      kind: "missing",
      message: expect.stringContaining("useACK"),
    });
    expect(heldBy(server)).toEqual([]);
  });

  it("shows no token that a server repeats when it is asked", async () => {
    const { deliver, server } = await aScene();
    const body = `no: Splunk ${hecToken}`;
    server.reactToQuestion = () => ({ kind: "refuse", status: 403, body });

    const report = await deliver("a");

    expect(report.trouble).toMatchObject({
      kind: "forbidden",
      message: expect.stringContaining("no: Splunk ***"),
    });
  });

  it("asks each collector about what it has taken itself", async () => {
    const { deliver, servers } = await aScene({}, {}, 2);

    const reports = await Promise.all(["a", "b", "c", "d"].map((id) => deliver(id)));
    const confirmed = await Promise.all(reports.map((report) => report.confirmed));

    expect(confirmed.flat()).toEqual([true, true, true, true]);
    expect(servers.map((server) => heldBy(server).length)).toEqual([2, 2]);
  });

  it("counts nothing as delivered that was taken without a number", async () => {
    const { deliver, server } = await aScene({ ackDelayMs: 5000 });
    const before = await deliver("a");

    server.useAck = false;
    const reports = [await deliver("b"), await deliver("c")];
    server.useAck = true;
    const after = await deliver("d");

    expect(reports.map(({ trouble }) => trouble?.kind)).toEqual(["missing", "missing"]);
    expect([await before.confirmed, await after.confirmed]).toEqual([[true], [true]]);
    expect(heldBy(server)).toEqual(["a", "b", "d"]);
  });

  it("counts what was taken as delivered, with a warning, where acknowledgments are not required", async () => {
    const { deliver, server, lines } = await aScene({ useAck: false }, { required: false });

    const reports = [await deliver("a"), await deliver("b")];

    expect(reports.map(({ retryable, unconfirmed }) => [retryable, unconfirmed])).toEqual([
      [[], undefined],
      [[], undefined],
    ]);
    expect(heldBy(server)).toEqual(["a", "b"]);
    expect(lines).toMatchObject([{ msg: expect.stringContaining("memory only") }]);
  });

  it("uses the acknowledgments it gets where they are not required", async () => {
    const { deliver } = await aScene({}, { required: false });

    const report = await deliver("a");

    expect(await report.confirmed).toEqual([true]);
  });

  it("uses a new channel after a pause in which Splunk may have forgotten the old one", async () => {
    const { deliver, server, clock } = await aScene();
    await (
      await deliver("a")
    ).confirmed;

    for (let time = 0; time < 15; time += 1) await sleep(clock, 20_000, signal);
    const report = await deliver("b");

    expect(await report.confirmed).toEqual([true]);
    expect(new Set(server.requests.map(channelOf)).size).toBe(2);
  });

  it("keeps to one collector behind a load balancer by its cookie", async () => {
    const { deliver, server } = await aScene({ indexers: 2, balancer: "sticky" });

    const reports = await Promise.all(["a", "b", "c", "d"].map((id) => deliver(id)));
    const confirmed = await Promise.all(reports.map((report) => report.confirmed));

    expect(confirmed.flat()).toEqual([true, true, true, true]);
    expect(heldBy(server).sort()).toEqual(["a", "b", "c", "d"]);
    expect(new Set(server.requests.slice(1).map(({ headers }) => headers.cookie)).size).toBe(1);
  });

  it("sends again at once what was pending when the load balancer moves the session", async () => {
    const { deliver, server, clock, lines } = await aScene({
      indexers: 2,
      balancer: "sticky",
      ackDelayMs: 20_000,
    });
    const started = clock.now();
    const report = await deliver("a");

    server.moveSessions();

    expect(await report.confirmed).toEqual([true]);
    expect(clock.now() - started).toBeLessThan(60_000);
    expect(lines).toMatchObject([{ reason: "moved" }]);
  });

  it("waits for room before it sends more", async () => {
    const { deliver, server } = await aScene({ ackDelayMs: 10_000 }, { maxPendingBytes: 1 });

    const reports = await Promise.all([deliver("a"), deliver("b")]);
    const confirmed = await Promise.all(reports.map((report) => report.confirmed));

    const [first, second] = server.events.map((event) => server.toldAt(event) ?? 0);
    expect(confirmed.flat()).toEqual([true, true]);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(10_000);
  });

  it("gives up at once when it is called off, and leaves no timer", async () => {
    const clock = new ManualClock();
    const { deliver } = await aScene({ ackDelayMs: 10_000, clock });
    const calledOff = new AbortController();
    const report = await deliver.with(calledOff.signal, "a");

    calledOff.abort();

    expect(await report.confirmed).toEqual([false]);
    expect(clock.pending).toBe(0);
  });

  it("gives up what is pending when it is closed, and leaves no timer", async () => {
    const clock = new ManualClock();
    const { deliver, destination } = await aScene({ ackDelayMs: 10_000, clock });
    const report = await deliver("a");

    await destination.close();

    expect(await report.confirmed).toEqual([false]);
    expect(clock.pending).toBe(0);
  });

  it("keeps no event while it waits, only what it sent", async () => {
    const { destination } = await aScene({ ackDelayMs: 10_000, clock: new ManualClock() });

    const waiting = await forgotten(destination);
    await garbageCollected(waiting.event);

    expect(waiting.event.deref()).toBeUndefined();
    expect(waiting.confirmation).toBeInstanceOf(Promise);
  });

  it("gives up what Splunk refuses to take a second time", async () => {
    const { deliver, server, attempts } = await aScene({ ackDelayMs: 10_000 });
    const report = await deliver("a");

    server.react = () => ({ kind: "refuse", status: 413 });
    server.restart();

    expect(await report.confirmed).toEqual([false]);
    expect(attempts).toMatchObject([{ kind: "too_large" }]);
  });
});

/** An event that nobody but the destination can still hold. */
async function forgotten(destination: Destination) {
  const batch = batchOf(someEvents("a"));
  const { unconfirmed = [] } = await destination.deliver(batch, signal);
  const [event] = batch.events;
  if (event === undefined) throw new Error("There is no event");
  return { event: new WeakRef(event), confirmation: unconfirmed[0]?.confirmation };
}

async function garbageCollected(event: WeakRef<object>): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("Garbage can't be collected");
  for (let time = 0; time < 20 && event.deref() !== undefined; time += 1) {
    await settle();
    collect();
  }
}

function isQuestion({ path }: HecRequest): boolean {
  return path.endsWith("/ack");
}

function channelOf({ headers, query }: HecRequest): unknown {
  return query.get("channel") ?? headers["x-splunk-request-channel"];
}

function heldBy(server: HecServer): string[] {
  return server.events.map(({ raw }) => JSON.parse(raw).eventID);
}

/** The first question opens the channel. */
function afterTheFirst(reaction: ReturnType<HecServer["react"]>): HecServer["react"] {
  let questions = 0;
  return () => {
    questions += 1;
    return questions === 1 ? { kind: "store" } : reaction;
  };
}

async function aScene(
  options: HecServerOptions = {},
  changes: Partial<AcknowledgmentConfig> = {},
  collectors = 1,
) {
  const clock: Clock = options.clock ?? new HastyClock();
  const start = () => HecServer.start({ useAck: true, ...options, clock });
  const server = await start();
  const servers = [server];
  while (servers.length < collectors) servers.push(await start());
  const lines: unknown[] = [];
  const attempts: (Trouble | undefined)[] = [];
  const destination = createSplunkHecDestination(
    aSplunkHecConfig({
      urls: servers.map(({ url }) => url),
      acknowledgment: anAcknowledgment(changes),
    }),
    {
      clock,
      log: pino({}, { write: (line) => lines.push(JSON.parse(line)) }),
      onAttempt: (trouble) => attempts.push(trouble),
    },
  );
  onTestFinished(async () => {
    await destination.close();
    await Promise.all(servers.map((running) => running.close()));
  });
  const deliverWith = async (until: AbortSignal, ...ids: string[]) => {
    const report = await destination.deliver(batchOf(someEvents(...ids)), until);
    const waits = report.unconfirmed?.map(({ confirmation }) => confirmation) ?? [];
    return { ...report, confirmed: Promise.all(waits) };
  };
  const deliver = Object.assign((...ids: string[]) => deliverWith(signal, ...ids), {
    with: deliverWith,
  });
  return { deliver, destination, server, servers, clock, lines, attempts };
}
