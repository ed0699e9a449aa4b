import { describe, expect, it } from "vitest";
import { withRetry } from "../../src/deliver/retry.ts";
import { batchOf } from "../../src/event.ts";
import { someEvents } from "../support/events.ts";
import { ManualClock } from "../support/manual-clock.ts";
import {
  ScriptedDestination,
  rejectOnly,
  retryAll,
  retryOnly,
  type Answer,
} from "../support/scripted-destination.ts";

const backoff = { initialMs: 500, maxMs: 30_000 };
const never = new AbortController().signal;

const retryOneRejectOther: Answer = async (batch, signal) => ({
  ...(await retryOnly(["b"])(batch, signal)),
  rejected: (await rejectOnly(["a"])(batch, signal)).rejected,
});

describe("withRetry", () => {
  it("sends only the retryable events again", async () => {
    const clock = new ManualClock();
    const destination = new ScriptedDestination(retryOnly(["b"]));

    const delivery = withRetry(destination, backoff, clock).deliver(
      batchOf(someEvents("a", "b", "c")),
      never,
    );
    await clock.advance(500);

    expect(await delivery).toMatchObject({ retryable: [], rejected: [] });
    expect(destination.attempts).toEqual([["a", "b", "c"], ["b"]]);
  });

  it("does not give up", async () => {
    const clock = new ManualClock();
    const destination = new ScriptedDestination(...Array.from({ length: 500 }, () => retryAll()));

    const delivery = withRetry(destination, backoff, clock).deliver(
      batchOf(someEvents("a")),
      never,
    );
    await clock.advance(500 * backoff.maxMs);

    expect(await delivery).toMatchObject({ retryable: [] });
    expect(destination.attempts).toHaveLength(501);
  });

  it("waits as long as the destination asked", async () => {
    const clock = new ManualClock();
    const asked = { kind: "throttled", message: "429", retryAfterMs: 60_000 } as const;
    const destination = new ScriptedDestination(retryAll(asked));

    const delivery = withRetry(destination, backoff, clock).deliver(
      batchOf(someEvents("a")),
      never,
    );
    await clock.advance(59_999);
    const before = destination.attempts.length;
    await clock.advance(1);

    await delivery;
    expect([before, destination.attempts.length]).toEqual([1, 2]);
  });

  it("says at which attempt an event was rejected, and keeps earlier rejections", async () => {
    const clock = new ManualClock();
    const destination = new ScriptedDestination(retryOneRejectOther, rejectOnly(["b"]));

    const delivery = withRetry(destination, backoff, clock).deliver(
      batchOf(someEvents("a", "b")),
      never,
    );
    await clock.advance(500);

    expect((await delivery).rejected.map((rejection) => rejection.attempts)).toEqual([1, 2]);
  });

  it("reports what is left as retryable when it is aborted, and leaves no timer", async () => {
    const clock = new ManualClock();
    const abandoned = new AbortController();
    const destination = new ScriptedDestination(retryOnly(["b"]));
    const events = someEvents("a", "b");

    const delivery = withRetry(destination, backoff, clock).deliver(
      batchOf(events),
      abandoned.signal,
    );
    await clock.advance(0);
    abandoned.abort();

    expect((await delivery).retryable).toEqual([events[1]]);
    expect(clock.pending).toBe(0);
  });
});
