import { describe, expect, it } from "vitest";
import { Pace } from "../../../src/deliver/syslog/udp/pace.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const { signal } = new AbortController();

describe("the pace of datagrams", () => {
  it("is even for whoever sends, but for a short burst", async () => {
    const clock = new ManualClock();
    const pace = new Pace(1000, clock);
    const start = clock.monotonic();

    const turns = Array.from({ length: 5 }, async () => {
      await pace.admit(10, signal);
      return clock.monotonic() - start;
    });
    await clock.advance(1000);

    expect(await Promise.all(turns)).toEqual([0, 0, 0, 10, 20]);
  });

  it("gives no credit for a long silence beyond a burst", async () => {
    const clock = new ManualClock();
    const pace = new Pace(1000, clock);
    await clock.advance(60_000);

    const turns = [pace.admit(20, signal), pace.admit(20, signal), pace.admit(20, signal)];
    await clock.advance(0);

    expect(clock.pending).toBe(1);
    await clock.advance(20);
    await Promise.all(turns);
  });

  it("is not waited for when it is called off", async () => {
    const clock = new ManualClock();
    const pace = new Pace(1000, clock);
    const abandoned = new AbortController();
    await pace.admit(1000, signal);

    const turn = pace.admit(1, abandoned.signal);
    abandoned.abort();

    await turn;
    expect(clock.pending).toBe(0);
  });
});
