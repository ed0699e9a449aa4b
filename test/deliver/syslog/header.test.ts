import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeaderConfig, Rfc5424Config } from "../../../src/deliver/syslog/config.ts";
import { createHeader, longestHeader } from "../../../src/deliver/syslog/header.ts";
import type { Particulars } from "../../../src/deliver/syslog/particulars.ts";
import { anyText, anyTextOf } from "../../support/any-text.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { parseRfc3164, parseRfc5424 } from "../../support/syslog-message.ts";
import { someParticulars } from "../../support/syslog-particulars.ts";

const id = "cloudtrail@32473";

const anyParticulars: fc.Arbitrary<Particulars> = fc.record({
  severity: fc.integer({ min: 0, max: 10 }),
  time: fc.option(fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()), { nil: undefined }),
  action: anyText,
  account: fc.option(anyText, { nil: undefined }),
  region: fc.option(anyText, { nil: undefined }),
  eventId: fc.option(anyTextOf({ maxLength: 300 }), { nil: undefined }),
});

describe("a header of RFC 5424", () => {
  it("tells facility, severity, the event's time, its account and what was done", () => {
    const header = createHeader(rfc5424(), new ManualClock())(someParticulars());

    expect(header).toBe("<134>1 2026-03-04T05:06:07.000Z 111122223333 cloudtrail - CreateUser - ");
  });

  it("names the host that it is told to", () => {
    const config = rfc5424({ hostname: "trail.example" });

    const header = createHeader(config, new ManualClock())(someParticulars());

    expect(parseRfc5424(header).hostname).toBe("trail.example");
  });

  it("has structured data where the operator has a number for it", () => {
    const config = rfc5424({ structuredDataId: id });

    const header = createHeader(config, new ManualClock())(someParticulars());

    expect(header).toContain(
      ' [cloudtrail@32473 accountId="111122223333" region="us-east-1" eventID="11111111-2222-3333-4444-555555EXAMPLE"] ',
    );
  });

  it("leaves out of the structured data what the record does not have", () => {
    const about = someParticulars({ account: undefined, region: undefined, eventId: undefined });

    const header = createHeader(rfc5424({ structuredDataId: id }), new ManualClock())(about);

    expect(header).toContain(" [cloudtrail@32473] ");
  });

  it("has nil for what isn't known", () => {
    const about = someParticulars({ account: undefined, time: undefined, action: "" });

    const header = createHeader(rfc5424(), new ManualClock())(about);

    expect(header).toBe("<134>1 - - cloudtrail - - - ");
  });

  it.each([Number.NaN, Date.parse("+010000-01-01T00:00:00Z"), Date.parse("-000001-01-01")])(
    "has nil for the time %d, which no timestamp can tell",
    (time) => {
      const header = createHeader(rfc5424(), new ManualClock())(someParticulars({ time }));

      expect(parseRfc5424(header).timestamp).toBeUndefined();
    },
  );

  it("cuts what was done to 32 characters that may stand there", () => {
    const about = someParticulars({ action: `Créer un\n${"x".repeat(50)}` });

    const header = createHeader(rfc5424(), new ManualClock())(about);

    expect(parseRfc5424(header).messageId).toBe(`Cr_er_un_${"x".repeat(23)}`);
  });

  it("ends with a byte order mark only where that is asked for", () => {
    const plain = createHeader(rfc5424(), new ManualClock())(someParticulars());
    const marked = createHeader(rfc5424({ byteOrderMark: true }), new ManualClock());

    expect(Buffer.from(plain).includes("\u{feff}")).toBe(false);
    expect(Buffer.from(marked(someParticulars())).subarray(-4)).toEqual(
      Buffer.from([0x20, 0xef, 0xbb, 0xbf]),
    );
  });

  it("follows the grammar on one line and gives the values back, whatever the record holds", () => {
    const write = createHeader(rfc5424({ structuredDataId: id }), new ManualClock());

    fc.assert(
      fc.property(anyParticulars, (about) => {
        const header = write(about);

        expect(header).not.toMatch(/\p{Cc}/u);
        const values = parseRfc5424(header).structuredData.get(id);
        expect(values?.get("accountId")).toBe(valueOf(about.account));
        expect(values?.get("eventID")).toBe(valueOf(about.eventId));
      }),
    );
  });
});

describe("a header of RFC 3164", () => {
  it("tells the time without year and zone, and ends with the tag", () => {
    const config: HeaderConfig = { kind: "rfc3164", facility: "audit", tag: "cloudtrail" };

    const header = createHeader(config, new ManualClock())(someParticulars());

    expect(header).toBe("<110>Mar  4 05:06:07 111122223333 cloudtrail: ");
  });

  it("has no tag before formats that bring their own first word", () => {
    const config: HeaderConfig = { kind: "rfc3164", facility: "local0", hostname: "trail.example" };

    const header = createHeader(config, new ManualClock())(someParticulars());

    expect(`${header}CEF:0|`).toBe("<134>Mar  4 05:06:07 trail.example CEF:0|");
  });

  it("tells the present where the event's time isn't known", () => {
    const config: HeaderConfig = { kind: "rfc3164", facility: "local0" };

    const header = createHeader(config, new ManualClock())(someParticulars({ time: undefined }));

    expect(parseRfc3164(header).timestamp).toBe("Jan  1 00:00:00");
  });

  it("has a word for an account that isn't known, since rsyslog takes a hyphen for text", () => {
    const config: HeaderConfig = { kind: "rfc3164", facility: "local0" };

    const header = createHeader(config, new ManualClock())(someParticulars({ account: "" }));

    expect(parseRfc3164(header).hostname).toBe("unknown");
  });

  it("refuses a hostname that syslog-ng reads as a year", () => {
    const config: HeaderConfig = { kind: "rfc3164", facility: "local0", hostname: "1234" };

    expect(() => createHeader(config, new ManualClock())).toThrow(RangeError);
  });

  it("has the form that receivers know on one line, whatever the record holds", () => {
    const config: HeaderConfig = { kind: "rfc3164", facility: "local7", tag: "cloudtrail" };
    const write = createHeader(config, new ManualClock());

    fc.assert(
      fc.property(anyParticulars, (about) => {
        const header = write(about);

        expect(header).not.toMatch(/\p{Cc}/u);
        expect(parseRfc3164(header)).toMatchObject({ tag: "cloudtrail", content: "" });
      }),
    );
  });
});

describe("createHeader", () => {
  it.each([
    ["a hostname with a space", { hostname: "a b" }],
    ["an empty hostname", { hostname: "" }],
    ["an app name of 49 characters", { appName: "a".repeat(49) }],
    ["an app name that is not ASCII", { appName: "café" }],
    ["an id that belongs to the IANA", { structuredDataId: "origin" }],
    ["an id with an equals sign", { structuredDataId: "a=b@32473" }],
    ["an id without a number", { structuredDataId: "a@" }],
    ["an id of 33 characters", { structuredDataId: `${"a".repeat(27)}@32473` }],
  ])("refuses %s", (_, changes) => {
    expect(() => createHeader(rfc5424(changes), new ManualClock())).toThrow(RangeError);
  });

  it.each(["", "trail ferry", "a:", "a".repeat(33)])("refuses the tag %j", (tag) => {
    const config: HeaderConfig = { kind: "rfc3164", facility: "local0", tag };

    expect(() => createHeader(config, new ManualClock())).toThrow(RangeError);
  });
});

describe("longestHeader", () => {
  it.each<[string, HeaderConfig]>([
    ["RFC 5424", rfc5424({ structuredDataId: id, byteOrderMark: true })],
    ["RFC 5424 without structured data", rfc5424({ facility: "ntp" })],
    ["RFC 3164", { kind: "rfc3164", facility: "local0", tag: "cloudtrail" }],
  ])("is never exceeded with %s", (_, config) => {
    const write = createHeader(config, new ManualClock());
    const longest = longestHeader(write);

    fc.assert(
      fc.property(anyParticulars, (about) => {
        expect(Buffer.byteLength(write(about))).toBeLessThanOrEqual(longest);
      }),
    );
    expect(longest).toBeLessThan(1024);
  });

  it("leaves CEF and LEEF the 1024 bytes that they need of the 2 KiB that are the least", () => {
    const names = { appName: "a".repeat(48), structuredDataId: `${"a".repeat(30)}@1` };
    const write = createHeader(rfc5424({ ...names, byteOrderMark: true }), new ManualClock());

    expect(longestHeader(write)).toBeLessThanOrEqual(1024);
  });
});

function rfc5424(changes: Partial<Rfc5424Config> = {}): Rfc5424Config {
  return {
    kind: "rfc5424",
    facility: "local0",
    appName: "cloudtrail",
    byteOrderMark: false,
    ...changes,
  };
}

function valueOf(text: string | undefined): string | undefined {
  return text
    ?.slice(0, 64)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, " ");
}
