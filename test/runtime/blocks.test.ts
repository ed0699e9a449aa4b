import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Blocks, dropFreeBlocks } from "../../src/runtime/blocks.ts";
import { Quotation } from "../../src/runtime/quotation.ts";
import { Slice } from "../../src/runtime/slice.ts";
import { anyText } from "../support/any-text.ts";

const anyBytes = fc.uint8Array({ minLength: 1, maxLength: 20 });
const jsonBytes = fc.json().map((text) => Buffer.from(text));

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

  it("write what is quoted as its text, of any bytes and any length", () => {
    const length = fc.integer({ min: 1, max: 100_000 });
    const quotations = fc.array(
      fc
        .tuple(anyText, fc.oneof(anyBytes, jsonBytes), length, anyText)
        .map(([before, bytes, most, after]) => {
          const many = Buffer.concat([bytes, Buffer.alloc(most, bytes)]);
          return new Quotation(before, new Slice(many, bytes.length), after);
        }),
    );

    fc.assert(
      fc.property(quotations, (given) => {
        const blocks = new Blocks();

        const slices = given.map((quotation) => blocks.write(quotation));

        expect(slices.map(String)).toEqual(
          given.map((quotation) => Buffer.from(String(quotation)).toString()),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("write over nothing that somebody holds", () => {
    const action = fc.record({
      length: fc.integer({ min: 1, max: 100_000 }),
      isText: fc.boolean(),
      holds: fc.integer({ min: 1, max: 3 }),
      releases: fc.array(fc.nat(20), { maxLength: 4 }),
    });

    fc.assert(
      fc.property(fc.array(action, { minLength: 10, maxLength: 60 }), (actions) => {
        const blocks = new Blocks();
        const held: { slice: Slice; text: string; holds: number }[] = [];

        for (const [index, { length, isText, holds, releases }] of actions.entries()) {
          const text = String.fromCharCode(97 + (index % 26)).repeat(length);
          const slice = isText ? blocks.write(text) : blocks.copy(Buffer.from(text));
          for (let more = 1; more < holds; more += 1) slice.hold();
          held.push({ slice, text, holds });
          for (const at of releases) {
            const entry = held[at];
            if (entry === undefined || entry.holds === 0) continue;
            entry.holds -= 1;
            entry.slice.release();
          }

          const kept = held.filter((entry) => entry.holds > 0);
          expect(kept.every((entry) => String(entry.slice) === entry.text)).toBe(true);
        }
      }),
    );
  });

  it("serve again when all that lies in them was released", () => {
    const first = new Blocks();
    const slices = ["a", "b"].map((text) => first.copy(Buffer.alloc(100_000, text)));
    const elsewhere = first.copy(Buffer.alloc(100_000, "c"));
    for (const slice of slices) slice.release();

    const next = new Blocks().write("d");

    expect(elsewhere.chunk).not.toBe(slices[0]?.chunk);
    expect(next.chunk).toBe(slices[0]?.chunk);
  });

  it("are given up while they are free", () => {
    const slice = new Blocks().copy(Buffer.alloc(200_000));
    new Blocks().copy(Buffer.alloc(200_000));
    slice.release();

    dropFreeBlocks();

    expect(new Blocks().write("a").chunk).not.toBe(slice.chunk);
  });

  it("do not let themselves be released twice", () => {
    const slice = new Blocks().write("a");
    slice.release();
    slice.release();

    expect(() => slice.release()).toThrow(RangeError);
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
