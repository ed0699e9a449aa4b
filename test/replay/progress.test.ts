import { describe, expect, it } from "vitest";
import { createProgress } from "../../src/replay/progress.ts";
import { Tally } from "../../src/replay/tally.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { TextSink } from "../support/text-sink.ts";

function aTally(): Tally {
  const tally = new Tally();
  tally.end("delivered");
  tally.end("refused");
  return tally;
}

describe("progress", () => {
  it("is a line now and then where nobody watches", async () => {
    const clock = new ManualClock();
    const stream = new TextSink();
    const progress = createProgress({ stream, total: 3, tally: aTally(), clock });

    progress.advance(1);
    await clock.advance(10_000);
    progress.advance(1);
    progress.advance(1);
    progress.end();

    expect(stream.text).toBe("letters: 2 read, 1 delivered, 1 left\n");
  });

  it("is a bar on a terminal", () => {
    const stream = Object.assign(new TextSink(), { isTTY: true, columns: 100 });
    const clock = new ManualClock();
    const progress = createProgress({ stream, total: 4, tally: aTally(), clock });

    progress.advance(2);
    progress.advance(4);
    progress.end();

    expect(stream.text).toContain("1 delivered, 1 left");
    expect(stream.text).toContain("100%");
  });
});
