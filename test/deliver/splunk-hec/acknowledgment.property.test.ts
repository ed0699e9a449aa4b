import { expect, it, onTestFinished } from "vitest";
import { Random } from "../../../bench/trail/random.ts";
import { createSplunkHecDestination } from "../../../src/deliver/splunk-hec/destination.ts";
import { withRetry } from "../../../src/deliver/retry.ts";
import { batchOf } from "../../../src/event.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { someEvents } from "../../support/events.ts";
import { HastyClock } from "../../support/hasty-clock.ts";
import { hecAnswer } from "../../support/hec-answer.ts";
import { HecServer, type HecReaction } from "../../support/hec-server.ts";
import { anAcknowledgment, aSplunkHecConfig } from "../../support/splunk-hec-config.ts";

const { signal } = new AbortController();
const backoff = { initialMs: 500, maxMs: 5000 };

it.each([1, 2, 3])(
  "confirms all in the end and nothing that is not stored, before collectors that fail at random (%d)",
  async (seed) => {
    const random = new Random(seed);
    const clock = new HastyClock();
    const servers = [await aFaultyServer(random, clock), await aFaultyServer(random, clock)];
    const destination = createSplunkHecDestination(
      aSplunkHecConfig({
        urls: servers.map(({ url }) => url),
        acknowledgment: anAcknowledgment({ maxPendingBytes: 20_000 }),
      }),
      { clock, log: silentLogger },
    );
    onTestFinished(() => destination.close());
    const lane = withRetry(destination, backoff, clock);
    const ids = Array.from({ length: 40 }, (_, index) => `event-${index}`);

    const storedWhenConfirmed = await Promise.all(
      ids.map(async (id) => {
        const { unconfirmed = [] } = await lane.deliver(batchOf(someEvents(id)), signal);
        const confirmed = await Promise.all(unconfirmed.map(({ confirmation }) => confirmation));
        return confirmed.length === 1 && confirmed[0] === true && isStored(servers, id);
      }),
    );

    expect(storedWhenConfirmed).toEqual(ids.map(() => true));
    expect(ids.filter((id) => !isStored(servers, id))).toEqual([]);
  },
);

/** For its first requests; then it is well. */
const faultyRequests = 150;

async function aFaultyServer(random: Random, clock: HastyClock): Promise<HecServer> {
  const losesAck = () => random.chance(0.05);
  const server = await HecServer.start({ useAck: true, ackDelayMs: 3000, losesAck, clock });
  onTestFinished(() => server.close());
  const react = (chance: number): HecReaction => {
    if (server.requests.length > faultyRequests || !random.chance(chance)) return { kind: "store" };
    return random.chance(0.1) ? restartOf(server) : someFault(random);
  };
  server.react = () => react(0.3);
  server.reactToQuestion = () => react(0.2);
  return server;
}

function restartOf(server: HecServer): HecReaction {
  server.restart();
  return { kind: "store" };
}

function someFault(random: Random): HecReaction {
  return random.pick<HecReaction>([
    { kind: "refuse", status: 503, body: hecAnswer(9) },
    { kind: "refuse", status: 503, body: "upstream connect error" },
    { kind: "refuse", status: 400, body: hecAnswer(11) },
    { kind: "reset", at: "head" },
    { kind: "reset", at: "stored" },
    { kind: "reset", at: "half_answer" },
    { kind: "lie", answer: "<html>welcome</html>" },
  ]);
}

function isStored(servers: readonly HecServer[], id: string): boolean {
  return servers.some(({ events }) => events.some(({ raw }) => raw.includes(`"${id}"`)));
}
