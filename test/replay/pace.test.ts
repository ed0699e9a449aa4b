import { describe, expect, it } from "vitest";
import { createPace } from "../../src/replay/pace.ts";
import { ManualClock } from "../support/manual-clock.ts";

const { signal } = new AbortController();

describe("pace", () => {
  it("gives so many turns a second, evenly", async () => {
    const clock = new ManualClock();
    const pace = createPace(4, clock);
    const turns: number[] = [];
    const started = clock.now();

    const taking = (async () => {
      while (turns.length < 4 && (await pace(signal))) turns.push(clock.now() - started);
    })();
    await clock.advance(1000);
    await taking;

    expect(turns).toEqual([0, 250, 500, 750]);
  });

  it("does not save turns up for long", async () => {
    const clock = new ManualClock();
    const pace = createPace(10, clock);
    let turns = 0;
    await clock.advance(60_000);

    const stop = new AbortController();
    const taking = (async () => {
      while (await pace(stop.signal)) turns += 1;
    })();
    await clock.advance(1);
    stop.abort();
    await taking;

    expect(turns).toBe(3);
  });

  it("does not wait where no rate is given", async () => {
    const pace = createPace(undefined, new ManualClock());

    const turns = await Promise.all([pace(signal), pace(signal)]);

    expect(turns).toEqual([true, true]);
  });

  it("ends when it is to stop, and leaves no timer", async () => {
    const clock = new ManualClock();
    const pace = createPace(1, clock);
    const stop = new AbortController();
    await pace(stop.signal);

    const waiting = pace(stop.signal);
    stop.abort();

    expect(await waiting).toBe(false);
    expect(await pace(stop.signal)).toBe(false);
    expect(clock.pending).toBe(0);
  });
});
