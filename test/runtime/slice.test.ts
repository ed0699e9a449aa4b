import { describe, expect, it } from "vitest";
import { Slice } from "../../src/runtime/slice.ts";

describe("Slice", () => {
  const slice = new Slice(Buffer.from("<ä1>"), 1, 4);

  it("is some bytes of its buffer, as text, as a view and by their number", () => {
    const seen = [String(slice), slice.bytes.toString(), slice.byteLength];

    expect(seen).toEqual(["ä1", "ä1", 3]);
  });

  it("copies itself and tells where that ended", () => {
    const target = Buffer.from("......");

    const end = slice.copyTo(target, 2);

    expect([end, target.toString()]).toEqual([5, "..ä1."]);
  });

  it("does not let itself be cut", () => {
    expect(() => slice.copyTo(Buffer.alloc(4), 2)).toThrow(RangeError);
  });
});
