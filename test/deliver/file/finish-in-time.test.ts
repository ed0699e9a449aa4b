import { describe, expect, it } from "vitest";
import { FinishInTime } from "../../../src/deliver/file/finish-in-time.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { ManualClock } from "../../support/manual-clock.ts";

describe("FinishInTime", () => {
  it("finishes once, however often lines come", async () => {
    const { inTime, clock, finished } = aTimer();
    inTime.start();
    await clock.advance(3000);
    inTime.start();

    await clock.advance(60_000);

    expect(finished).toEqual([5000]);
  });

  it("begins again with the next lines", async () => {
    const { inTime, clock, finished } = aTimer();
    inTime.start();
    await clock.advance(6000);

    inTime.start();
    await clock.advance(60_000);

    expect(finished).toEqual([5000, 11_000]);
  });

  it("tries again where the file system refuses", async () => {
    const { inTime, clock, finished } = aTimer({ failures: 2 });
    inTime.start();

    await clock.advance(60_000);

    expect(finished).toEqual([5000, 10_000, 15_000]);
  });

  it("tries again within a minute where files are to wait for days", async () => {
    const { inTime, clock, finished } = aTimer({ failures: 1, everyMs: 86_400_000 });
    inTime.start();

    await clock.advance(2 * 86_400_000);

    expect(finished).toEqual([86_400_000, 86_460_000]);
  });

  it("reports what is no trouble of the file system", async () => {
    const { inTime, clock, bugs } = aTimer({ failures: 1, error: new Error("a bug") });
    inTime.start();

    await clock.advance(5000);

    expect(bugs).toEqual([new Error("a bug")]);
  });

  it("leaves no timer behind", async () => {
    const { inTime, clock } = aTimer();
    inTime.start();

    await inTime.stop();

    expect(clock.pending).toBe(0);
  });
});

const full: Error = Object.assign(new Error("no space"), { code: "ENOSPC" });

function aTimer({ failures = 0, everyMs = 5000, error = full } = {}) {
  const clock = new ManualClock();
  const began = clock.now();
  const finished: number[] = [];
  const bugs: unknown[] = [];
  const inTime = new FinishInTime({
    path: "/var/trail.ndjson",
    everyMs,
    finish() {
      finished.push(clock.now() - began);
      return finished.length > failures ? Promise.resolve() : Promise.reject(error);
    },
    clock,
    log: silentLogger,
    onBug: (bug) => bugs.push(bug),
  });
  return { inTime, clock, finished, bugs };
}
