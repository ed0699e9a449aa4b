import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Blocks } from "../../src/runtime/blocks.ts";
import { anyText } from "../support/any-text.ts";

describe("Blocks", () => {
  it("give every text back, whatever was written before and behind it", () => {
    const length = fc.integer({ min: 0, max: 60_000 });
    const texts = fc.array(
      fc.tuple(anyText, length).map(([text, times]) => text + "ä".repeat(times)),
    );

    fc.assert(
      fc.property(texts, (given) => {
        const blocks = new Blocks();

        const slices = given.map((text) => blocks.write(text));

        expect(slices.map(String)).toEqual(given.map((text) => Buffer.from(text).toString()));
      }),
    );
  });

  it("share a block among texts, and give a large one memory of its own", () => {
    const blocks = new Blocks();

    const [first, large, second] = ["a", "b".repeat(1_000_000), "c"].map((text) =>
      blocks.write(text),
    );

    expect(second?.chunk).toBe(first?.chunk);
    expect(large?.chunk).toHaveLength(1_000_000);
  });
});
