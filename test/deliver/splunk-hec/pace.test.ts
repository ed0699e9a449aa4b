import { describe, expect, it } from "vitest";
import { Pace } from "../../../src/deliver/splunk-hec/pace.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const { signal } = new AbortController();

describe("Pace", () => {
  it("holds nothing back while all is well", async () => {
    const clock = new ManualClock();

    expect(await new Pace(clock).ready(signal)).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("rests longer each time in a row, and for no more than 15 s", async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    const rests: number[] = [];

    for (let time = 0; time < 7; time += 1) {
      pace.strained();
      rests.push(await restOf(pace, clock));
    }

    expect(rests).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it("counts answers that come during one rest once", async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);

    pace.strained();
    pace.strained();

    expect(await restOf(pace, clock)).toBe(500);
  });

  it("begins anew once the server was at ease", async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    pace.strained();
    await clock.advance(500);

    pace.eased();
    pace.strained();

    expect(await restOf(pace, clock)).toBe(500);
  });

  it.each([
    [7000, 7000],
    [3_600_000, 60_000],
  ])("rests %d ms where that is asked for, within reason", async (asked, rest) => {
    const clock = new ManualClock();
    const pace = new Pace(clock);

    pace.strained(asked);

    expect(await restOf(pace, clock)).toBe(rest);
  });

  it("ends a wait as soon as it is called off", async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    const calledOff = new AbortController();
    pace.strained();

    const ready = pace.ready(calledOff.signal);
    calledOff.abort();

    expect(await ready).toBe(false);
    expect(clock.pending).toBe(0);
  });
});

async function restOf(pace: Pace, clock: ManualClock): Promise<number> {
  const started = clock.monotonic();
  const ready = pace.ready(signal);
  while (clock.pending > 0) await clock.advance(500);
  await ready;
  return clock.monotonic() - started;
}
