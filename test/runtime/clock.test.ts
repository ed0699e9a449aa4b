import { describe, expect, it } from "vitest";
import { sleep, systemClock } from "../../src/runtime/clock.ts";
import { ManualClock } from "../support/manual-clock.ts";

describe("sleep", () => {
  it("says that the time has passed", async () => {
    const clock = new ManualClock();

    const slept = sleep(clock, 1000, new AbortController().signal);
    await clock.advance(1000);

    expect(await slept).toBe(true);
  });

  it("ends at once when it is aborted, and leaves no timer", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();

    const slept = sleep(clock, 1000, controller.signal);
    controller.abort();

    expect([await slept, clock.pending]).toEqual([false, 0]);
    expect(await sleep(clock, 1000, controller.signal)).toBe(false);
  });
});

describe("systemClock", () => {
  it("calls back unless it is cancelled", async () => {
    const called: string[] = [];

    const cancel = systemClock.schedule(0, () => called.push("cancelled"));
    cancel();
    await new Promise<void>((resolve) => systemClock.schedule(1, resolve));

    expect(called).toEqual([]);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });
});
