import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHeader, escapeValue } from "../../../src/normalize/cef/escape.ts";
import { anyText } from "../../support/any-text.ts";
import { parseCef, unescapeValue } from "../../support/cef-message.ts";

describe("a CEF value", () => {
  it("escapes backslashes, equals signs and line breaks, and no pipes", () => {
    const escaped = escapeValue("a\\b=c|d\ne\rf");

    expect(escaped).toBe(String.raw`a\\b\=c|d\ne\rf`);
  });

  it("survives, whatever text it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeValue(text);

        expect(escaped).not.toMatch(/[\r\n]/u);
        expect(unescapeValue(escaped)).toBe(text);
      }),
    );
  });

  it("survives when it is made of what has a meaning", () => {
    const texts = fc
      .array(fc.constantFrom("\\", "=", "|", "\n", "\r", "n", "r", " ", " msg="))
      .map((parts) => `x${parts.join("")}x`);

    fc.assert(
      fc.property(texts, (text) => {
        const line = `CEF:0|a|b|c|d|e|3|msg=${escapeValue(text)} outcome=${escapeValue(text)}`;

        expect([...parseCef(line).extension.values()]).toEqual([text, text]);
      }),
    );
  });
});

describe("a CEF header", () => {
  it("escapes backslashes and pipes, and no equals signs", () => {
    const escaped = escapeHeader("a\\b|c=d");

    expect(escaped).toBe(String.raw`a\\b\|c=d`);
  });

  it("survives with spaces for line breaks, whatever text it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = `CEF:0|a|b|c|d|${escapeHeader(text)}|3|`;

        expect(parseCef(line).header[4]).toBe(text.replaceAll(/[\r\n]/gu, " "));
      }),
    );
  });
});
