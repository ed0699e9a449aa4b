import { describe, expect, it } from "vitest";
import { Quiet } from "../../src/runtime/quiet.ts";
import { ManualClock } from "../support/manual-clock.ts";

function aQuiet() {
  const clock = new ManualClock();
  const calls: number[] = [];
  const onQuiet = () => calls.push(clock.monotonic());
  const quiet = new Quiet({ clock, afterMs: 10, everyMs: 100, onQuiet });
  return { clock, calls, quiet, start: clock.monotonic() };
}

describe("Quiet", () => {
  it("calls back once after a while without anything to do", async () => {
    const { clock, calls, quiet, start } = aQuiet();

    quiet.begin();
    await clock.advance(1000);

    expect(calls).toEqual([start + 10]);
  });

  it("waits anew after something was done", async () => {
    const { clock, calls, quiet, start } = aQuiet();

    quiet.begin();
    await clock.advance(9);
    quiet.end();
    await clock.advance(500);
    quiet.begin();
    await clock.advance(500);

    expect(calls).toEqual([start + 519]);
  });

  it("leaves time between two calls", async () => {
    const { clock, calls, quiet, start } = aQuiet();

    quiet.begin();
    await clock.advance(20);
    quiet.end();
    quiet.begin();
    await clock.advance(1000);

    expect(calls).toEqual([start + 10, start + 110]);
  });

  it("leaves no timer behind when it has ended", () => {
    const { clock, quiet } = aQuiet();

    quiet.begin();
    quiet.begin();
    quiet.end();

    expect(clock.pending).toBe(0);
  });
});
