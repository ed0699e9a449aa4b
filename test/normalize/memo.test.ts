import { describe, expect, it } from "vitest";
import { memo } from "../../src/normalize/memo.ts";

describe("memo", () => {
  it("makes what it makes of a text once", () => {
    const { upper, made } = aMemo(10);

    const answers = ["a", "b", "a"].map(upper);

    expect(answers).toEqual(["A", "B", "A"]);
    expect(made).toEqual(["a", "b"]);
  });

  it("remembers that nothing could be made", () => {
    const { upper, made } = aMemo(10);

    expect([upper(""), upper("")]).toEqual([null, null]);
    expect(made).toEqual([""]);
  });

  it("keeps no more than its capacity", () => {
    const { upper, made } = aMemo(4);
    ["a", "b", "c", "d", "e"].forEach(upper);

    upper("a");

    expect(made).toEqual(["a", "b", "c", "d", "e", "a"]);
  });

  it("keeps what comes again and again, whatever else comes", () => {
    const { upper, made } = aMemo(4);

    for (const text of ["b", "c", "d", "e", "f", "g"]) [text, "a"].map(upper);

    expect(made.filter((text) => text === "a")).toHaveLength(1);
  });

  it("keeps no text that is longer than told", () => {
    const { upper, made } = aMemo(4);

    ["abcde", "abcdef", "abcde", "abcdef"].forEach(upper);

    expect(made).toEqual(["abcde", "abcdef", "abcdef"]);
  });
});

function aMemo(capacity: number) {
  const made: string[] = [];
  const upper = memo(
    capacity,
    (text) => {
      made.push(text);
      return text === "" ? null : text.toUpperCase();
    },
    5,
  );
  return { upper, made };
}
