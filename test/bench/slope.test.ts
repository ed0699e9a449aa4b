import { describe, expect, it } from "vitest";
import { slope } from "../../bench/slope.ts";

describe("the slope of points", () => {
  it("is that of the line on which they are", () => {
    const points = [1, 2, 5].map((x) => ({ x, y: 3 * x + 7 }));

    expect(slope(points)).toBeCloseTo(3);
  });

  it("is nearly that of all bursts, wherever in one of them the points end", () => {
    const places = Array.from({ length: 440 }, (_, at) => at / 10);

    const points = places.map((x) => ({ x, y: inBursts(x) }));

    expect(slope(points)).toBeGreaterThan(9.7);
    expect(slope(points)).toBeLessThan(10.3);
  });

  it("is not a number where there is but one place", () => {
    expect(slope([{ x: 1, y: 2 }])).toBeNaN();
  });
});

/** A hundred in every ten, all of them in the first four. */
function inBursts(x: number): number {
  return Math.floor(x / 10) * 100 + Math.min(100, (x % 10) * 25);
}
