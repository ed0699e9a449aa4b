import { describe, expect, it } from "vitest";
import { withPacing } from "../../src/deliver/concurrency.ts";
import { allDelivered, type TroubleKind } from "../../src/deliver/destination.ts";
import { batchOf } from "../../src/event.ts";
import { Slots } from "../../src/runtime/slots.ts";
import { someEvents } from "../support/events.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { retryAll, ScriptedDestination, type Answer } from "../support/scripted-destination.ts";

const never = new AbortController().signal;

/** Delivers one batch after the other, each while all slots but its own are taken too. */
async function slotsAfter(answers: readonly Answer[], { busy = true, open = 16 } = {}) {
  const clock = new ManualClock();
  const slots = new Slots(16);
  slots.open = open;
  const changes: number[] = [];
  const timed = answers.map((answer): Answer => async (batch, signal) => {
    await clock.advance(10);
    return answer(batch, signal);
  });
  const pacing = { slots, clock, onChange: (count: number) => changes.push(count) };
  const destination = withPacing(new ScriptedDestination(...timed), pacing);
  for (const _ of answers) {
    const taken = busy ? slots.free : 1;
    for (let slot = 0; slot < taken; slot += 1) await slots.take();
    await destination.deliver(batchOf(someEvents("a")), never);
    for (let slot = 0; slot < taken; slot += 1) slots.give();
    await clock.advance(1);
  }
  return { open: slots.open, changes };
}

const well: Answer = () => allDelivered;
const trouble = (kind: TroubleKind) => retryAll({ kind, message: kind });

describe("withPacing", () => {
  it.each(["throttled", "unavailable", "unreachable", "timeout", "garbled"] as const)(
    "halves the slots when a destination is strained: %s",
    async (kind) => {
      expect(await slotsAfter([trouble(kind)])).toEqual({ open: 8, changes: [8] });
    },
  );

  it.each(["too_large", "malformed", "unauthorized", "forbidden", "missing", "tls"] as const)(
    "leaves them where fewer wouldn't help: %s",
    async (kind) => {
      expect(await slotsAfter([trouble(kind)])).toEqual({ open: 16, changes: [] });
    },
  );

  it("leaves one, whatever happens", async () => {
    const answers = Array.from({ length: 20 }, () => trouble("throttled"));

    expect(await slotsAfter(answers)).toMatchObject({ open: 1 });
  });

  it("adds one for each round that went well while all were in use", async () => {
    const answers = Array.from({ length: 4 + 5 }, () => well);

    expect(await slotsAfter(answers, { open: 4 })).toEqual({ open: 5, changes: [5] });
  });

  it("adds none while some are free", async () => {
    const answers = Array.from({ length: 50 }, () => well);

    expect(await slotsAfter(answers, { open: 4, busy: false })).toEqual({ open: 4, changes: [] });
  });

  it("never has more than at first", async () => {
    const answers = Array.from({ length: 500 }, () => well);

    expect(await slotsAfter(answers, { open: 2 })).toMatchObject({ open: 16 });
  });

  it("takes a tenth when an answer takes far longer than usual", async () => {
    const clock = new ManualClock();
    const slots = new Slots(16);
    const after =
      (ms: number): Answer =>
      async () => {
        await clock.advance(ms);
        return allDelivered;
      };
    const script = new ScriptedDestination(after(100), after(290), after(400));
    const destination = withPacing(script, { slots, clock, onChange: () => {} });
    const deliver = () => destination.deliver(batchOf(someEvents("a")), never);

    await deliver();
    await deliver();
    const usual = slots.open;
    await deliver();

    expect([usual, slots.open]).toEqual([16, 14]);
  });

  it("takes none for the time that an attempt waited for room", async () => {
    const clock = new ManualClock();
    const slots = new Slots(16);
    const waiting =
      (waitedMs: number): Answer =>
      async () => {
        await clock.advance(waitedMs + 100);
        return { ...allDelivered, waitedMs };
      };
    const script = new ScriptedDestination(waiting(0), waiting(10_000), waiting(2000));
    const destination = withPacing(script, { slots, clock, onChange: () => {} });

    for (const id of ["a", "b", "c"]) await destination.deliver(batchOf(someEvents(id)), never);

    expect(slots.open).toBe(16);
  });

  it("hears only once of what several attempts met at the same time", async () => {
    const clock = new ManualClock();
    const slots = new Slots(16);
    const slow: Answer = async (batch, signal) => {
      await clock.advance(5);
      return trouble("throttled")(batch, signal);
    };
    const script = new ScriptedDestination(slow, slow, slow);
    const destination = withPacing(script, { slots, clock, onChange: () => {} });

    await Promise.all(
      ["a", "b", "c"].map((id) => destination.deliver(batchOf(someEvents(id)), never)),
    );

    expect(slots.open).toBe(8);
  });
});
