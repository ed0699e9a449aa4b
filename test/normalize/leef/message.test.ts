import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLeef } from "../../../src/normalize/leef/message.ts";
import type { LeefOptions } from "../../../src/normalize/leef/message.ts";
import { anyText } from "../../support/any-text.ts";
import { parseLeef } from "../../support/leef-message.ts";
import type { LeefMessage } from "../../support/leef-message.ts";
import { swappedRecord } from "../../support/swapped-record.ts";
import { trailRecord } from "../../support/trail-record.ts";

describe("the LEEF message", () => {
  it("is null for what is no JSON object", () => {
    const lines = ["[]", "1", "null", "{", ""].map((text) => createLeef()(trailRecord(text)));

    expect(lines).toEqual([null, null, null, null, null]);
  });

  it("names no delimiter in version 1.0", () => {
    const line = createLeef({ version: "1.0" })(trailRecord(someFields));

    expect(line).toBe(
      "LEEF:1.0|AWS|CloudTrail|1.11|CreateUser|sev=3\toutcome=success\tuserAgent=a=b c^d",
    );
  });

  it.each([
    ["^", "^"],
    ["\u{1}", "x01"],
    ["\u{a6}", "xa6"],
  ])("names the delimiter %j as %s", (delimiter, code) => {
    const line = String(createLeef({ delimiter })(trailRecord(someFields)));

    expect(line).toContain(`|CreateUser|${code}|sev=3${delimiter}outcome=success${delimiter}`);
  });

  it.each(["", "ab", "a", "7", "=", "|", " ", "\n", "\u{1f980}", "\ud83e"])(
    "refuses the delimiter %j",
    (delimiter) => {
      const create = () => createLeef({ delimiter });

      expect(create).toThrow(RangeError);
    },
  );

  it("puts a space where a value has the delimiter or a line break, and keeps all else", () => {
    const { attributes } = messageOf({ userAgent: "a^b\r\nc|d=e\\f\tg" }, { delimiter: "^" });

    expect(attributes.get("userAgent")).toBe("a b  c|d=e\\f\tg");
  });

  it("keeps the event id to 255 characters without pipes", () => {
    const { header } = messageOf({ eventName: "a|b".repeat(100) });

    expect(header[4]).toBe(`${"a b".repeat(85).slice(0, 254)}\u{2026}`);
  });

  it("has no empty field in its header", () => {
    const { header } = messageOf({ eventName: " \n", eventVersion: "\t" });

    expect(header).toEqual(["2.0", "AWS", "CloudTrail", "unknown", "Unknown"]);
  });

  it("has no severity below 1, which LEEF doesn't know", () => {
    const { attributes } = messageOf(someFields, { severity: { default: 0, rules: [] } });

    expect(attributes.get("sev")).toBe("1");
  });

  it("carries any text but breaks and NUL to a receiver that reads as the guide says", () => {
    const delimiters = fc.constantFrom("\t", "^", "\u{7f}", "\u{2028}");

    fc.assert(
      fc.property(anyText, delimiters, (text, delimiter) => {
        const userAgent = `<${text}>`;

        const { attributes } = messageOf({ userAgent }, { delimiter });

        const expected = userAgent
          .replaceAll("\0", "\u{fffd}")
          .replaceAll(delimiter, " ")
          .replaceAll(/[\r\n]/gu, " ");
        expect(attributes.get("userAgent")).toBe(expected);
      }),
    );
  });

  it("is a valid message of limited size for values of any type in any place", () => {
    fc.assert(
      fc.property(swappedRecord, fc.integer({ min: 1024, max: 9000 }), (text, maxBytes) => {
        const line = String(createLeef({ maxBytes })(trailRecord(text)));

        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(maxBytes);
        expect(parseLeef(line).attributes.get("outcome")).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});

const someFields = { eventVersion: "1.11", eventName: "CreateUser", userAgent: "a=b\tc^d" };

function messageOf(fields: unknown, options?: LeefOptions): LeefMessage {
  return parseLeef(String(createLeef(options)(trailRecord(fields))));
}
