import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyIndex } from "../../../src/normalize/user-agent/key-index.ts";

describe("the index of keys", () => {
  it("finds who owns a key that is in the text, wherever it is", () => {
    const index = new KeyIndex([["chrome"], ["safari"], ["mac os"]]);

    expect(index.ownersIn("chrome/1 mac os safari")).toEqual([0, 1, 2]);
    expect(index.ownersIn("mobile safari")).toEqual([1]);
    expect(index.ownersIn("chrom e mac_os afari")).toEqual([]);
  });

  it("tells an owner once, whatever the number of keys that are in the text", () => {
    const index = new KeyIndex([["bot", "robot"], ["bot"]]);

    expect(index.ownersIn("robot bot robot")).toEqual([0, 1]);
  });

  it("finds who has no keys in every text", () => {
    const index = new KeyIndex([["one"], undefined, ["two"]]);

    expect(index.ownersIn("")).toEqual([1]);
    expect(index.ownersIn("two")).toEqual([1, 2]);
  });

  it("tells keys from others of the same code", () => {
    const index = new KeyIndex([["a-1"], ["am1"], ["-1"], ["m1"]]);

    expect(index.ownersIn("a-1")).toEqual([0, 2]);
    expect(index.ownersIn("am1")).toEqual([1, 3]);
  });

  it("finds what a search for each of the keys would", () => {
    const char = fc.constantFrom("a", "b", "-", "m", " ", "1", "é");
    const textOf = (minLength: number, maxLength: number) =>
      fc.string({ unit: char, minLength, maxLength });
    const keysOf = fc.array(fc.array(textOf(2, 5), { maxLength: 3 }), { maxLength: 8 });

    fc.assert(
      fc.property(keysOf, textOf(0, 30), (keys, text) => {
        const owners = [...keys.keys()].filter((owner) =>
          keys[owner]?.some((key) => text.includes(key)),
        );

        expect(new KeyIndex(keys).ownersIn(text)).toEqual(owners);
      }),
    );
  });
});
