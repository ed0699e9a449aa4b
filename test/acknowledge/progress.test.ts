import { describe, expect, it } from "vitest";
import { Progress } from "../../src/acknowledge/progress.ts";

describe("Progress", () => {
  it("knows how much of an object was delivered, and nothing of others", () => {
    const progress = new Progress();

    progress.remember("message-1 bucket/key v1", 40);

    expect(progress.delivered("message-1 bucket/key v1")).toBe(40);
    expect(progress.delivered("message-2 bucket/key v1")).toBe(0);
  });

  it("forgets the objects that were remembered longest ago", () => {
    const progress = new Progress(2);

    progress.remember("a", 1);
    progress.remember("b", 2);
    progress.remember("a", 3);
    progress.remember("c", 4);

    expect(["a", "b", "c"].map((claim) => progress.delivered(claim))).toEqual([3, 0, 4]);
  });
});
