import { describe, expect, it } from "vitest";
import { silentLogger } from "../src/observe/logger.ts";
import { createShutdown } from "../src/shutdown.ts";
import { ManualClock } from "./support/manual-clock.ts";

function aShutdown(graceMs = 25_000) {
  const clock = new ManualClock();
  let overdue = 0;
  const onOverdue = () => {
    overdue += 1;
  };
  const shutdown = createShutdown({ graceMs, clock, log: silentLogger, onOverdue });
  const aborted = () => [shutdown.signals.stopping.aborted, shutdown.signals.abandoned.aborted];
  return { clock, shutdown, aborted, timesOverdue: () => overdue };
}

describe("createShutdown", () => {
  it("stops in order at the first call, and abandons early enough to end within the grace", async () => {
    const { clock, shutdown, aborted } = aShutdown();

    const before = aborted();
    shutdown.stop("SIGTERM");
    await clock.advance(21_999);
    const during = aborted();
    await clock.advance(1);

    expect([before, during, aborted()]).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
  });

  it("abandons at once at the second call", () => {
    const { shutdown, aborted } = aShutdown();

    shutdown.stop("SIGTERM");
    shutdown.stop("SIGINT");

    expect(aborted()).toEqual([true, true]);
  });

  it("leaves half of a short grace to deliveries", async () => {
    const { clock, shutdown, aborted } = aShutdown(2000);

    shutdown.stop("SIGTERM");
    await clock.advance(999);
    const during = aborted();
    await clock.advance(1);

    expect([during, aborted()]).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it("ends without what does not end five seconds after it was abandoned", async () => {
    const { clock, shutdown, timesOverdue } = aShutdown();

    shutdown.stop("SIGTERM");
    await clock.advance(26_999);
    const before = timesOverdue();
    await clock.advance(1);

    expect([before, timesOverdue()]).toEqual([0, 1]);
  });

  it("leaves no timer once it is closed", () => {
    const { clock, shutdown } = aShutdown();

    shutdown.stop("SIGTERM");
    shutdown.close();

    expect(clock.pending).toBe(0);
  });
});
