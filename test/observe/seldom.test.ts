import { describe, expect, it } from "vitest";
import { createSeldom } from "../../src/observe/seldom.ts";
import { ManualClock } from "../support/manual-clock.ts";

describe("createSeldom", () => {
  it("lets a key through once a minute, and counts what it held back", async () => {
    const clock = new ManualClock();
    const seldom = createSeldom(clock);

    const first = [seldom("a"), seldom("a"), seldom("a"), seldom("b")];
    await clock.advance(60_000);
    const later = seldom("a");

    expect(first).toEqual([{ heldBack: 0 }, undefined, undefined, { heldBack: 0 }]);
    expect(later).toEqual({ heldBack: 2 });
  });
});
