import { describe, expect, it } from "vitest";
import { compareFigures } from "../../bench/baseline.ts";

describe("the benchmark's comparison", () => {
  it("tells of each figure that both results have how many times it is what it was", () => {
    const then = { "ECS: ratio": 1.2, gone: 1 };
    const now = { "ECS: ratio": 0.9, new: 2 };

    const [, , ...rows] = compareFigures(now, then).split("\n");

    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([["ECS: ratio", "1.20", "0.90", "0.75"]]);
  });
});
