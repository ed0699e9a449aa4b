import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf } from "../../src/replay/lines.ts";

async function* chunksOf(text: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let start = 0;
  for (const size of sizes) yield text.subarray(start, (start += size));
  yield text.subarray(start);
}

describe("lines", () => {
  it("are the same however the bytes come", async () => {
    const line = fc.string({ unit: fc.constantFrom("a", "é", '"', "\r") });
    const sizes = fc.array(fc.nat({ max: 5 }));

    await fc.assert(
      fc.asyncProperty(fc.array(line), sizes, async (lines, cuts) => {
        const text = Buffer.from(lines.map((one) => `${one}\n`).join(""));
        const read = await Array.fromAsync(linesOf(chunksOf(text, cuts)));
        expect(read.map(String)).toEqual(lines);
      }),
    );
  });

  it("include a last one that has no end", async () => {
    const lines = await Array.fromAsync(linesOf(chunksOf(Buffer.from("a\nb"), [])));

    expect(lines.map(String)).toEqual(["a", "b"]);
  });
});
