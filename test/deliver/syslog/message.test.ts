import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeaderConfig } from "../../../src/deliver/syslog/config.ts";
import { frame, framings } from "../../../src/deliver/syslog/frame.ts";
import { createHeader, longestHeader } from "../../../src/deliver/syslog/header.ts";
import { withHeader } from "../../../src/deliver/syslog/message.ts";
import type { Normalize } from "../../../src/event.ts";
import { createNormalize } from "../../../src/normalize/format.ts";
import { Slice } from "../../../src/runtime/slice.ts";
import { caseNames, caseRecord } from "../../support/cases.ts";
import { parseCef } from "../../support/cef-message.ts";
import { Deframer } from "../../support/deframer.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { swappedRecord } from "../../support/swapped-record.ts";
import { parseRfc3164, parseRfc5424 } from "../../support/syslog-message.ts";
import { aBody } from "../../support/events.ts";
import { describeRecord } from "../../support/syslog-particulars.ts";
import { trailRecord } from "../../support/trail-record.ts";

const rfc5424: HeaderConfig = {
  kind: "rfc5424",
  facility: "local0",
  appName: "cloudtrail",
  structuredDataId: "cloudtrail@32473",
  byteOrderMark: false,
};
const rfc3164: HeaderConfig = { kind: "rfc3164", facility: "local0", hostname: "trail.example" };

describe("withHeader", () => {
  it("puts the header before the exact bytes of the record, valid text or not", () => {
    const bytes = Buffer.from('{"eventName":"CreateUser","odd":"\u{1f980}"}');
    const body = Buffer.concat([bytes.subarray(0, -3), Buffer.from([0xff, 0x22, 0x7d])]);

    const message = messages(() => new Slice(body), rfc5424)(trailRecord(bytes.toString()));

    const head = "<134>1 - - cloudtrail - CreateUser [cloudtrail@32473] ";
    expect(message).toEqual(new Slice(Buffer.concat([Buffer.from(head), body])));
  });

  it("is null for what the format can't carry", () => {
    expect(messages(createNormalize("cef"), rfc3164)(trailRecord("[]"))).toBeNull();
  });

  it("has a header for a record that is no JSON object, where the format carries it", () => {
    const message = messages(createNormalize("raw"), rfc5424)(trailRecord("[]"));

    expect(String(message)).toBe("<134>1 - - cloudtrail - Unknown [cloudtrail@32473] []");
  });

  it("puts CEF right after the host, as its guide shows", () => {
    const record = trailRecord(caseRecord("console-login-root"));

    const message = String(messages(createNormalize("cef"), rfc3164)(record));

    expect(parseCef(parseRfc3164(message).content).header[3]).toBe("ConsoleLogin");
  });

  it("is as urgent as CEF says", () => {
    const denied = trailRecord({ eventName: "GetObject", errorCode: "AccessDenied" });

    const message = String(messages(createNormalize("raw"), rfc5424)(denied));

    expect(parseRfc5424(message).priority).toBe(16 * 8 + 4);
  });

  it.each(["raw", "ecs", "ocsf", "cef", "leef"] as const)(
    "is one line with the event unchanged in %s, for values of any type in any place",
    (format) => {
      const normalize = createNormalize(format);

      fc.assert(
        fc.property(swappedRecord, fc.boolean(), (text, counted) => {
          const framing = counted ? "octet_counting" : "line_feed";
          const record = trailRecord(text);
          const body = normalize(record);
          const event = { record, body: aBody(String(messages(() => body, rfc5424)(record))) };

          const [line = "", ...others] = new Deframer(framing).push(
            frame([event], framings[framing]),
          );

          expect(others).toEqual([]);
          expect(parseRfc5424(line).message).toBe(Buffer.from(String(body)).toString());
        }),
        { numRuns: 50 },
      );
    },
  );

  it("keeps CEF within the limit of the receiver when the format leaves the header room", () => {
    const header = createHeader(rfc5424, new ManualClock());
    const maxBytes = 2048 - longestHeader(header);
    const message = withHeader(createNormalize("cef", { maxBytes }), header, describeRecord);

    const lengths = caseNames.map((name) =>
      Buffer.byteLength(String(message(trailRecord(caseRecord(name))))),
    );

    expect(Math.max(...lengths)).toBeLessThanOrEqual(2048);
  });
});

function messages(normalize: Normalize, header: HeaderConfig): Normalize {
  return withHeader(normalize, createHeader(header, new ManualClock()), describeRecord);
}
