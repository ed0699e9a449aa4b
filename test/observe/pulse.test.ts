import { describe, expect, it } from "vitest";
import { Pulse } from "../../src/observe/pulse.ts";
import { ManualClock } from "../support/manual-clock.ts";

describe("Pulse", () => {
  it("names what has not beaten in time, and since when", async () => {
    const clock = new ManualClock();
    const pulse = new Pulse(clock);

    pulse.beat("source trail", 60_000);
    await clock.advance(60_000);
    const inTime = pulse.stuck;
    await clock.advance(5000);

    expect([inTime, pulse.stuck]).toEqual([{}, { "source trail": "no progress: overdue for 5 s" }]);
  });

  it("takes a loop that rests for alive, however long it rests", async () => {
    const clock = new ManualClock();
    const pulse = new Pulse(clock);

    pulse.beat("source trail", 60_000);
    pulse.rest("source trail");
    await clock.advance(3_600_000);

    expect(pulse.stuck).toEqual({});
  });
});
