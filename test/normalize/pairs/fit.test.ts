import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCef } from "../../../src/normalize/cef/message.ts";
import { createLeef } from "../../../src/normalize/leef/message.ts";
import { parseCef } from "../../support/cef-message.ts";
import { parseLeef } from "../../support/leef-message.ts";
import { swappedRecord } from "../../support/swapped-record.ts";
import { trailRecord } from "../../support/trail-record.ts";

const response = { text: "r".repeat(989) };
const request = { text: "q".repeat(989) };
const resources = [{ ARN: "a".repeat(1000) }];
const record = { requestParameters: request, responseElements: response, resources };

describe("a message that is too large", () => {
  it.each([
    [4000, undefined, undefined, undefined],
    [3000, "<omitted:1000>", undefined, undefined],
    [2000, "<omitted:1000>", "<omitted:1000>", undefined],
    [1024, "<omitted:1000>", "<omitted:1000>", "<omitted:1000>"],
  ])(
    "gives up response, then request, then resources for %d bytes",
    (maxBytes, omittedResponse, omittedRequest, omittedResources) => {
      const line = String(createLeef({ maxBytes })(trailRecord(record)));

      const { attributes } = parseLeef(line);
      expect(attributes.get("responseElements")).toBe(omittedResponse ?? JSON.stringify(response));
      expect(attributes.get("requestParameters")).toBe(omittedRequest ?? JSON.stringify(request));
      expect(attributes.get("resource")).toBe(omittedResources ?? resources[0]?.ARN);
    },
  );

  it("keeps what is smaller than its marker", () => {
    const fields = { responseElements: { a: 1 }, requestParameters: { text: "q".repeat(5000) } };

    const { attributes } = parseLeef(String(createLeef()(trailRecord(fields))));

    expect(attributes.get("responseElements")).toBe('{"a":1}');
    expect(attributes.get("requestParameters")).toBe("<omitted:5011>");
  });

  it("then shortens the header, and the other pairs from the last", () => {
    const fields = {
      eventTime: "2026-11-22T09:15:04Z",
      eventName: "n".repeat(300),
      userIdentity: { arn: "\u{20ac}".repeat(200) },
      errorMessage: "=".repeat(1000),
      additionalEventData: "gone",
    };

    const line = String(createCef({ maxBytes: 1024 })(trailRecord(fields)));

    const { header, extension } = parseCef(line);
    expect(header[3]).toBe(`${"n".repeat(62)}\u{2026}`);
    expect(extension.get("rt")).toBe("1795338904000");
    expect(extension.get("cs2")).toBe("\u{20ac}".repeat(200));
    expect(extension.get("msg")).toMatch(/^={10,}\u{2026}$/u);
    expect(extension.has("flexString2")).toBe(false);
    expect(Buffer.byteLength(line)).toBeGreaterThan(1020);
  });

  it("tells of each pair all, the start, the size or nothing", () => {
    const whole = createCef({ maxBytes: 1_000_000 });

    fc.assert(
      fc.property(swappedRecord, fc.integer({ min: 1024, max: 5000 }), (text, maxBytes) => {
        const all = parseCef(String(whole(trailRecord(text)))).extension;

        const line = String(createCef({ maxBytes })(trailRecord(text)));

        for (const [key, value] of parseCef(line).extension) {
          const full = all.get(key) ?? "";
          const isPart = value.endsWith("\u{2026}") && full.startsWith(value.slice(0, -1));
          expect(value === full || isPart || /^<omitted:\d+>$/u.test(value)).toBe(true);
        }
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });

  it.each([0, 1023, Number.NaN])("can't be limited to %d bytes", (maxBytes) => {
    expect(() => createCef({ maxBytes })).toThrow(RangeError);
  });
});
