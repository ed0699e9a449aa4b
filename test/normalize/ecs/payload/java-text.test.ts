import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payloadOf } from "../../../../src/normalize/ecs/payload/payload.ts";
import { trailRecord } from "../../../support/trail-record.ts";

/** Of a payload with this JSON text. */
function printed(source: string): unknown {
  const { javaText } = payloadOf(
    trailRecord(`{"requestParameters":${source}}`),
    "requestParameters",
  );
  return javaText && JSON.parse(javaText);
}

function javaTextOf(payload: unknown): unknown {
  return printed(JSON.stringify(payload));
}

describe("a payload as Java prints it", () => {
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

  it("takes of a key that is there twice the last value, in the first place", () => {
    expect(printed('{"BB":1,"Aa":2,"BB":3}')).toBe("{BB=3, Aa=2}");
    expect(printed('{"a":{"b":1,"\\u0062":"-"},"c":2}')).toBe("{c=2}");
  });

  it("has what escapes mean", () => {
    expect(printed('{"\\u0061":"\\"\\/\\n","b":"\\u002d","c":"n\\u006fne"}')).toBe('{a="/\n}');
  });

  it.each([
    ["7", "7"],
    ["-20000000", "-20000000"],
    ["12345678901234567890", "12345678901234567890"],
    ["-0", "0"],
    ["1.0", "1.0"],
    ["-0.0", "-0.0"],
    ["1e3", "1000.0"],
    ["0.001", "0.001"],
    ["0.0001", "1.0E-4"],
    ["-2.5e-4", "-2.5E-4"],
    ["12345678.90", "1.23456789E7"],
    ["9999999.5", "9999999.5"],
    ["1E+21", "1.0E21"],
    ["1.5e300", "1.5E300"],
    ["1e999", "Infinity"],
  ])("has the number %s as %s", (number, text) => {
    expect(printed(`{"a":${number}}`)).toBe(`{a=${text}}`);
  });

  it("has room for numbers that Java writes longer, in maps that have to be put in order", () => {
    const numbers = Array.from({ length: 20_000 }, () => "1e6");

    const text = printed(`{"b":{"b":[${numbers.join(",")}],"a":1e6},"a":2}`);

    const list = numbers.map(() => "1000000.0").join(", ");
    expect(text).toBe(`{a=2, b={a=1000000.0, b=[${list}]}}`);
  });

  it("holds every key and value, whatever they are called", () => {
    const texts = fc.stringMatching(/^[a-z]{1,9}$/).filter((text) => text !== "none");
    fc.assert(
      fc.property(fc.uniqueArray(texts, { minLength: 1, maxLength: 400 }), (keys) => {
        const text = javaTextOf(Object.fromEntries(keys.map((key) => [key, key])));

        const entries = String(text).slice(1, -1).split(", ");
        expect(entries.sort()).toEqual(keys.map((key) => `${key}=${key}`).sort());
      }),
    );
  });
});
