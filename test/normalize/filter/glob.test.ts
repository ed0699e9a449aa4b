import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOf } from "../../../src/normalize/filter/glob.ts";

describe("anyOf", () => {
  it.each([
    ["Decrypt", "Decrypt"],
    ["GenerateDataKey*", "GenerateDataKey"],
    ["GenerateDataKey*", "GenerateDataKeyWithoutPlaintext"],
    ["*AccessDenied*", "Client.AccessDeniedException"],
    ["arn:aws:iam::*:role/*scan*er", "arn:aws:iam::111122223333:role/scanscanner"],
    ["a*a*a", "aaa"],
    ["*", ""],
    ["**", "anything"],
  ])("finds %s in %s", (pattern, text) => {
    expect(anyOf([pattern])(text)).toBe(true);
  });

  it.each([
    ["Decrypt", "Decrypts"],
    ["Decrypt", "decrypt"],
    ["Get*", "ForGet"],
    ["ab*ba", "aba"],
    ["a*b*c", "acb"],
    ["kms.amazonaws.com", "kms-amazonaws.com"],
    ["a.c*", "abc"],
  ])("does not find %s in %s", (pattern, text) => {
    expect(anyOf([pattern])(text)).toBe(false);
  });

  it("takes any of several", () => {
    const matches = anyOf(["Decrypt", "Get*", "*Tags"]);

    const matched = ["Decrypt", "GetItem", "ListTags", "Encrypt"].filter(matches);

    expect(matched).toEqual(["Decrypt", "GetItem", "ListTags"]);
  });

  it("agrees with a regular expression", () => {
    const letters = fc.array(fc.constantFrom("a", "b", "*"), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 3 }), letters, (patterns, text) => {
        const globs = patterns.map((pattern) => pattern.join(""));

        const found = anyOf(globs)(text.join(""));

        const expressions = globs.map((glob) => new RegExp(`^${glob.replaceAll("*", ".*")}$`));
        expect(found).toBe(expressions.some((expression) => expression.test(text.join(""))));
      }),
    );
  });

  it("is quick with patterns that make other matchers try everything", () => {
    const matches = anyOf([`${"a*".repeat(200)}b`]);

    expect(matches("a".repeat(100_000))).toBe(false);
  });
});
