import { assert, array, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { recurringText, recurringValue } from "../../src/record/recurring.ts";

function valueOf(text: string) {
  const chunk = Buffer.from(text);
  return recurringValue(chunk, { from: 0, to: chunk.length }, () => [text]);
}

describe("what recurs", () => {
  it("is the same value while its bytes are the same, wherever they stand", () => {
    const chunk = Buffer.from('{"a":{"b":1},"c":{"b":1}}');
    const [first, second] = [5, 17].map((from) =>
      recurringValue(chunk, { from, to: from + 7 }, () => ({ b: 1 })),
    );

    expect(first).toBe(second);
  });

  it("is the text of its own bytes, whatever came before", () => {
    assert(
      property(array(string({ unit: "binary", maxLength: 200 })), (texts) => {
        for (const text of [...texts, ...texts]) {
          const chunk = Buffer.from(`"${text}"`);

          expect(recurringText(chunk, 1, chunk.length - 1)).toBe(chunk.toString().slice(1, -1));
        }
      }),
    );
  });

  it("is the value of its own bytes, where others differ in a single one", () => {
    const texts = Array.from(
      { length: 600 },
      (_, at) => "x".repeat(at) + "y" + "x".repeat(599 - at),
    );

    const values = [...texts, ...texts].map(valueOf);

    expect(values).toEqual([...texts, ...texts].map((text) => [text]));
  });

  it("is made anew where it is too long to keep", () => {
    const text = "x".repeat(2000);

    expect(valueOf(text)).not.toBe(valueOf(text));
  });
});
