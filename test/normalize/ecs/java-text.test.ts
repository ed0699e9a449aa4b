import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { javaTextOf } from "../../../src/normalize/ecs/java-text.ts";

describe("the text of a payload", () => {
  it("prints objects and lists as Java does", () => {
    const text = javaTextOf({ a: { b: true, c: [1, "x y", { d: "z" }] } });

    expect(text).toBe("{a={b=true, c=[1, x y, {d=z}]}}");
  });

  it("has the keys in the order of Java's hash table", () => {
    expect(javaTextOf({ bucketName: "x", acl: "y", Host: "z" })).toBe(
      "{bucketName=x, Host=z, acl=y}",
    );
  });

  it("has keys of one bucket in the order in which they came", () => {
    expect(javaTextOf({ Aa: 1, BB: 2 })).toBe("{Aa=1, BB=2}");
    expect(javaTextOf({ BB: 2, Aa: 1 })).toBe("{BB=2, Aa=1}");
  });

  it("keeps the table as large as all keys made it, also those without a value", () => {
    const letters = Object.fromEntries(
      "b c d e f g h i j k".split(" ").map((letter) => [letter, null]),
    );

    expect(javaTextOf({ ...letters, P: 1, a: 2 })).toBe("{P=1, a=2}");
    expect(javaTextOf({ ...letters, l: null, P: 1, a: 2 })).toBe("{a=2, P=1}");
  });

  it("has no values that say nothing, at any depth", () => {
    expect(javaTextOf({ a: [null, { b: "-" }, "None"], c: { d: ["", "none"] } })).toBe(
      "{a=[None]}",
    );
    expect(javaTextOf({ a: { b: [{}] } })).toBeUndefined();
    expect(javaTextOf([])).toBeUndefined();
  });

  it("is a text payload as it is, and a list in brackets", () => {
    expect(javaTextOf("null")).toBe("null");
    expect(javaTextOf(["a", { b: 1 }])).toBe("[a, {b=1}]");
  });

  it.each([
    [7, "7"],
    [-20_000_000, "-20000000"],
    [0.001, "0.001"],
    [0.000_1, "1.0E-4"],
    [-0.000_25, "-2.5E-4"],
    [12_345_678.9, "1.23456789E7"],
    [9_999_999.5, "9999999.5"],
    [1e21, "1.0E21"],
    [1.5e300, "1.5E300"],
  ])("has the number %d as %s", (value, text) => {
    expect(javaTextOf({ a: value })).toBe(`{a=${text}}`);
  });

  it("holds every key and value, whatever they are called", () => {
    const texts = fc.stringMatching(/^[a-z]{1,9}$/).filter((text) => text !== "none");
    fc.assert(
      fc.property(fc.uniqueArray(texts, { minLength: 1, maxLength: 200 }), (keys) => {
        const text = javaTextOf(Object.fromEntries(keys.map((key) => [key, key])));

        const entries = text?.slice(1, -1).split(", ");
        expect(entries?.sort()).toEqual(keys.map((key) => `${key}=${key}`).sort());
      }),
    );
  });
});
