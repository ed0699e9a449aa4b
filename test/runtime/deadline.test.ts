import { describe, expect, it } from "vitest";
import { withinDeadline } from "../../src/runtime/deadline.ts";
import { ManualClock } from "../support/manual-clock.ts";

describe("withinDeadline", () => {
  it("hands on what the work came to", async () => {
    const { signal } = new AbortController();

    const outcome = await withinDeadline({ clock: new ManualClock(), ms: 10, signal }, () =>
      Promise.resolve([1]),
    );

    expect(outcome).toEqual([1]);
  });

  it("ends the work when its time is over", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();

    const outcome = withinDeadline({ clock, ms: 10, signal }, untilAborted);
    await clock.advance(10);

    expect(await outcome).toBe("timeout");
  });

  it("ends the work when it is called off", async () => {
    const calledOff = new AbortController();
    const deadline = { clock: new ManualClock(), ms: 10, signal: calledOff.signal };

    const outcome = withinDeadline(deadline, untilAborted);
    calledOff.abort();

    expect(await outcome).toBe("aborted");
    expect(deadline.clock.pending).toBe(0);
  });

  it("ends in time though the work is deaf", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();

    const outcome = withinDeadline({ clock, ms: 10, signal }, () => new Promise<never>(() => {}));
    await clock.advance(10);

    expect([await outcome, clock.pending]).toEqual(["timeout", 0]);
  });

  it("does not begin work that is already called off", async () => {
    const deadline = { clock: new ManualClock(), ms: 10, signal: AbortSignal.abort() };

    const outcome = await withinDeadline(deadline, () => Promise.reject(new Error("begun")));

    expect(outcome).toBe("aborted");
  });

  it("lets the work's own failure through and leaves no timer", async () => {
    const { signal } = new AbortController();
    const clock = new ManualClock();

    const outcome = withinDeadline({ clock, ms: 10, signal }, () =>
      Promise.reject(new Error("its own")),
    );

    await expect(outcome).rejects.toThrow("its own");
    expect(clock.pending).toBe(0);
  });
});

function untilAborted(signal: AbortSignal): Promise<object> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("cut")));
  });
}
