import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/runtime/backoff.ts";

const backoff = { initialMs: 500, maxMs: 30_000 };

describe("backoffMs", () => {
  it("doubles its ceiling with every attempt up to the largest wait", () => {
    const ceilings = [1, 2, 3, 7, 1000].map((attempt) => backoffMs(backoff, attempt, () => 1));

    expect(ceilings).toEqual([500, 1000, 2000, 30_000, 30_000]);
  });

  it("spreads over the whole range, from no wait at all", () => {
    expect([0, 0.5].map((random) => backoffMs(backoff, 2, () => random))).toEqual([0, 500]);
  });
});
