import { describe, expect, it } from "vitest";
import { longMemo } from "../../src/normalize/long-memo.ts";

const identity = (id: string) => `{"type":"AssumedRole","accessKeyId":"${id}","sessionContext":{}}`;

/** Tells how often it was asked. */
function counting(capacity: number, longest?: number) {
  const asked: string[] = [];
  const make = (text: string) => {
    asked.push(text);
    return { text };
  };
  return { asked, remembered: longMemo(capacity, make, longest) };
}

describe("a memo of long texts", () => {
  it("makes a thing once", () => {
    const { asked, remembered } = counting(10);

    const things = [remembered(identity("A")), remembered(identity("A"))];

    expect(things[0]).toBe(things[1]);
    expect(asked).toEqual([identity("A")]);
  });

  it("never takes one text for another of the same length", () => {
    const { remembered } = counting(10);
    const texts = Array.from(
      { length: 500 },
      (_, at) => "x".repeat(at) + "y" + "x".repeat(499 - at),
    );

    const found = [...texts, ...texts].map((text) => remembered(text).text);

    expect(found).toEqual([...texts, ...texts]);
  });

  it("forgets the oldest", () => {
    const { asked, remembered } = counting(4);

    for (const id of ["A", "B", "C", "D", "E", "A"]) remembered(identity(id));

    expect(asked).toHaveLength(6);
  });

  it("does not keep what is too long", () => {
    const { asked, remembered } = counting(10, 20);

    remembered(identity("A"));
    remembered(identity("A"));

    expect(asked).toHaveLength(2);
  });
});
