import { describe, expect, it } from "vitest";
import { confirmedAfterMs, percentile } from "../../bench/latency.ts";

describe("the benchmark's latency", () => {
  it("lasts until the records of a message and of those before it are confirmed", () => {
    const confirmations = [
      { at: 1020, documents: 10 },
      { at: 1250, documents: 15 },
      { at: 1300, documents: 20 },
    ];

    const times = confirmedAfterMs({ sentAt: [1000, 1200], confirmations }, 10);

    expect(times).toEqual([20, 100]);
  });

  it("has no end for what was never confirmed", () => {
    expect(confirmedAfterMs({ sentAt: [1000], confirmations: [] }, 10)).toEqual([Infinity]);
  });

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
  ])("has a value that a share of %s does not exceed", (share, expected) => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);

    expect(percentile(values, share)).toBe(expected);
  });
});
