import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCef } from "../../../src/normalize/cef/message.ts";
import type { CefOptions } from "../../../src/normalize/cef/message.ts";
import table from "../../../src/normalize/cef/keys.json" with { type: "json" };
import { anyText } from "../../support/any-text.ts";
import { parseCef } from "../../support/cef-message.ts";
import type { CefMessage } from "../../support/cef-message.ts";
import { swappedRecord } from "../../support/swapped-record.ts";
import { trailRecord } from "../../support/trail-record.ts";

describe("the CEF message", () => {
  it("is null for what is no JSON object", () => {
    const lines = ["[]", "1", "null", "{", ""].map((text) => createCef()(trailRecord(text)));

    expect(lines).toEqual([null, null, null, null, null]);
  });

  it("tells the vendor and product that the operator chose", () => {
    const { header } = messageOf({}, { vendor: "Example|Corp", product: "Trail" });

    expect(header.slice(0, 2)).toEqual(["Example|Corp", "Trail"]);
  });

  it("refuses a vendor that the header can't hold", () => {
    const vendor = "x".repeat(64);

    expect(() => createCef({ vendor })).toThrow(RangeError);
  });

  it("keeps the header's fields to the lengths of the guide", () => {
    const { header } = messageOf({ eventName: "|".repeat(2000), eventVersion: "1".repeat(50) });

    expect(header.map((field) => field.length)).toEqual([3, 10, 31, 1023, 512, 1]);
  });

  it("ends a value that is longer than its key allows with an ellipsis, between characters", () => {
    const { extension } = messageOf({ errorMessage: `x${"\u{1f980}".repeat(600)}` });

    expect(extension.get("msg")).toBe(`x${"\u{1f980}".repeat(510)}\u{2026}`);
  });

  it("has a label for each custom key, and for no other", () => {
    const labelled = table.filter(({ label }) => label !== undefined).map(({ key }) => key);
    const custom = table.map(({ key }) => key).filter((key) => /^(?:cs|c6a|flexString)/u.test(key));

    expect(labelled).toEqual(custom);
  });

  it("leaves out a time that receivers would take for seconds", () => {
    const { extension } = messageOf({ eventTime: "1970-01-20T10:00:00Z" });

    expect(extension.has("rt")).toBe(false);
  });

  it("tells when unusual activity began by how long it was", () => {
    const insightContext = { statistics: { insightDuration: 10 } };
    const { extension } = messageOf({
      eventTime: "2026-11-22T09:15:00Z",
      insightDetails: { state: "End", insightType: "ApiErrorRateInsight", insightContext },
    });

    expect(extension.get("end")).toBe("1795338900000");
    expect(extension.get("start")).toBe("1795338300000");
  });

  it.each([
    ["203.0.113.7", "src"],
    ["2001:db8::7", "c6a2"],
    ["::ffff:203.0.113.7", "c6a2"],
    ["kms.amazonaws.com", "sourceServiceName"],
    ["AWS Internal", "sourceServiceName"],
    ["host.example", "shost"],
  ])("tells of a call from %s as %s", (sourceIPAddress, key) => {
    const { extension } = messageOf({ sourceIPAddress });

    const told = ["src", "c6a2", "sourceServiceName", "shost"].filter((one) => extension.has(one));
    expect(told).toEqual([key]);
    expect(extension.get(key)).toBe(sourceIPAddress);
  });

  it("carries any text but NUL to a receiver that reads as the guide says", () => {
    fc.assert(
      fc.property(anyText.map(framed), anyText.map(framed), (oneText, otherText) => {
        const [one, other] = [oneText, otherText].map((text) => text.replaceAll("\0", "\u{fffd}"));

        const { header, extension } = messageOf({
          eventName: oneText,
          userAgent: oneText,
          errorMessage: otherText,
        });

        expect(header[3]).toBe(one?.replaceAll(/[\r\n]/gu, " "));
        expect(extension.get("requestClientApplication")).toBe(one);
        expect(extension.get("msg")).toBe(other);
      }),
    );
  });

  it("is a valid message of limited size for values of any type in any place", () => {
    fc.assert(
      fc.property(swappedRecord, fc.integer({ min: 1024, max: 9000 }), (text, maxBytes) => {
        const line = String(createCef({ maxBytes })(trailRecord(text)));

        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(maxBytes);
        expect(parseCef(line).extension.get("outcome")).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});

function messageOf(fields: unknown, options?: CefOptions): CefMessage {
  return parseCef(String(createCef(options)(trailRecord(fields))));
}

/** Blanks around a value don't count. */
function framed(text: string): string {
  return `<${text}>`;
}
