import fc from "fast-check";
import { expect, it } from "vitest";
import type { Outcome } from "../../../src/deliver/custody.ts";
import { readAcks } from "../../../src/deliver/splunk-hec/ack-answer.ts";
import { AckChannel } from "../../../src/deliver/splunk-hec/acks.ts";
import { sleep } from "../../../src/runtime/clock.ts";
import { HecIndexer } from "../../support/hec-indexer.ts";
import type { HecEvent } from "../../support/hec-request.ts";
import { ManualClock } from "../../support/manual-clock.ts";

type Step =
  /** A request whose answer is seen at once, late or never. */
  | "seen"
  | "late"
  | "never"
  /** The answers that are late come now. */
  | "arrive"
  /** The collector forgets everything, with the events that it had not stored. */
  | "restart"
  /** Milliseconds pass. */
  | number;

const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.constantFrom("seen", "late", "never", "arrive", "restart"),
  fc.integer({ min: 1, max: 3000 }),
);

it("never takes one request for another, whatever the collector forgets and the network loses", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const play = aPlay();

      for (const next of steps) await play.perform(next);
      await play.end();

      expect(play.acknowledged.filter((event) => !play.stored.has(event))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it("confirms all that is stored where no answer is lost and nothing restarts", async () => {
  const calm = fc.oneof<fc.Arbitrary<Step>[]>(
    fc.constantFrom("seen", "late", "arrive"),
    fc.integer({ min: 1, max: 3000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(calm, { maxLength: 30 }), async (steps) => {
      const play = aPlay();

      for (const next of steps) await play.perform(next);
      await play.end();

      expect(new Set(play.acknowledged)).toEqual(play.stored);
    }),
    { numRuns: 200 },
  );
});

function aPlay() {
  const clock = new ManualClock();
  const { signal } = new AbortController();
  const indexer = new HecIndexer({ clock, ackDelayMs: 1500, losesAck: () => false });
  const ask = async (ackIds: readonly number[]) => {
    await sleep(clock, 200, signal);
    const text = indexer.ask("channel", JSON.stringify({ acks: ackIds }));
    await sleep(clock, 200, signal);
    return readAcks({ status: 200, text });
  };
  const channel = new AckChannel({ clock, everyMs: 1000, patienceMs: 20_000, ask });
  const stored = new Set<HecEvent>();
  const acknowledged: HecEvent[] = [];
  const waits: Promise<unknown>[] = [];
  const late: (() => void)[] = [];

  const note = async (event: HecEvent, outcome: Promise<Outcome>) => {
    if ((await outcome) === "confirmed") acknowledged.push(event);
  };
  const send = (when: "seen" | "late" | "never") => {
    const event: HecEvent = { raw: `${stored.size}`, metadata: {} };
    const ended = channel.sending();
    stored.add(event);
    const ackId = indexer.take("channel", [event]);
    const arrive = () => {
      waits.push(note(event, channel.wait(ackId, signal)));
      ended("seen");
    };
    if (when === "seen") arrive();
    else if (when === "late") late.push(arrive);
    else ended("lost");
  };
  const perform = async (next: Step) => {
    if (typeof next === "number") return clock.advance(next);
    if (next === "restart") for (const event of indexer.restart()) stored.delete(event);
    else if (next === "arrive") for (const arrive of late.splice(0)) arrive();
    else send(next);
  };
  const end = async () => {
    for (const arrive of late.splice(0)) arrive();
    await clock.advance(30_000);
    await Promise.all(waits);
  };
  return { perform, end, stored, acknowledged };
}
