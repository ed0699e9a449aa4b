import { describe, expect, it } from "vitest";

import { within } from "../../src/source/deadline.ts";
import { ManualClock } from "../support/manual-clock.ts";

const deaf = () => new Promise<never>(() => {});

describe("a call with a deadline", () => {
  it("gives the answer of the call and leaves no timer", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();

    const answer = await within({ clock, timeoutMs: 1000, signal }, async () => "answer");

    expect(answer).toBe("answer");
    expect(clock.pending).toBe(0);
  });

  it("ends in time though the callee is deaf", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    const call = expect(within({ clock, timeoutMs: 1000, signal }, deaf)).rejects.toMatchObject({
      name: "TimeoutError",
    });

    await clock.advance(1000);

    await call;
  });

  it("ends with the signal and passes it on", async () => {
    const clock = new ManualClock();
    const stopping = new AbortController();
    let passedOn: AbortSignal | undefined;
    const call = within({ clock, timeoutMs: 1000, signal: stopping.signal }, (signal) => {
      passedOn = signal;
      return deaf();
    });

    stopping.abort();

    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    expect(passedOn?.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });
});
