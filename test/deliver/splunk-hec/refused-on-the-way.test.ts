import { expect, it, onTestFinished } from "vitest";
import { createSplunkHecDestination } from "../../../src/deliver/splunk-hec/destination.ts";
import { batchOf } from "../../../src/event.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { someEvents } from "../../support/events.ts";
import { HastyClock } from "../../support/hasty-clock.ts";
import { channelOf } from "../../support/hec-answer.ts";
import { HecServer } from "../../support/hec-server.ts";
import { anAcknowledgment, aSplunkHecConfig } from "../../support/splunk-hec-config.ts";

const { signal } = new AbortController();

it.each([401, 403, 404, 413, 429])(
  "keeps its channel when a proxy answers %i, which it would not if it had passed the events on",
  async (status) => {
    const { deliver, server } = await aScene();

    server.react = () => ({ kind: "refuse", status, body: "<html>" });
    const refused = [await deliver("a"), await deliver("a")];
    server.react = () => ({ kind: "store" });
    const { unconfirmed = [] } = await deliver("a");

    expect(refused.map(({ retryable }) => retryable.length)).toEqual([1, 1]);
    expect(await unconfirmed[0]?.confirmation).toBe(true);
    expect(new Set(server.requests.map(channelOf)).size).toBe(1);
    expect(server.events).toHaveLength(1);
  },
);

it.each([502, 503, 504])(
  "changes its channel when a proxy answers %i: Splunk may have taken the events and given a number",
  async (status) => {
    const { deliver, server } = await aScene();

    server.react = () => ({ kind: "refuse", status, body: "<html>" });
    await deliver("a");
    server.react = () => ({ kind: "store" });
    const { unconfirmed = [] } = await deliver("a");

    expect(await unconfirmed[0]?.confirmation).toBe(true);
    expect(new Set(server.requests.map(channelOf)).size).toBe(2);
  },
);

it("opens further channels without a question, which a proxy that counts requests would count", async () => {
  const { deliver, server } = await aScene();

  server.react = () => ({ kind: "refuse", status: 503, body: "<html>" });
  for (const id of ["a", "a", "a"]) await deliver(id);
  server.react = () => ({ kind: "store" });
  await deliver("a");

  const channels = new Set(server.requests.map(channelOf));
  const firsts = [...channels].map((channel) =>
    server.requests.find((request) => channelOf(request) === channel),
  );
  expect(firsts.map((request) => request?.path.split("/").at(-1))).toEqual([
    "ack",
    "event",
    "event",
    "event",
  ]);
});

async function aScene() {
  const clock = new HastyClock();
  const server = await HecServer.start({ useAck: true, clock });
  const config = aSplunkHecConfig({ urls: [server.url], acknowledgment: anAcknowledgment() });
  const destination = createSplunkHecDestination(config, { clock, log: silentLogger });
  onTestFinished(async () => {
    await destination.close();
    await server.close();
  });
  return {
    server,
    deliver: (...ids: string[]) => destination.deliver(batchOf(someEvents(...ids)), signal),
  };
}
