import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonValue } from "../../../src/event.ts";
import { createOcsf } from "../../../src/normalize/ocsf/event.ts";
import { isList } from "../../../src/normalize/value.ts";
import { aCall } from "../../support/a-call.ts";
import { caseNames, caseRecord } from "../../support/cases.ts";
import { ocsfVersions } from "../../support/ocsf/schema.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";
import { trailRecord } from "../../support/trail-record.ts";

/** Read, and written in another form. */
const readAsTime = /creationDate|windowStart|windowEnd/;
const readAsFlag = /MFAUsed|mfaAuthenticated/;
const secret = /sessionToken|secretAccessKey|[pP]assword$|secretString|accessToken|refreshToken/;
const readAsKind = /CredentialType|MfaType/;

/** The texts of a record's leaves, but for those that say nothing or are written in another form. */
function leavesOf(value: JsonValue, path = ""): string[] {
  if (value === null || value === "") return [];
  if (isList(value)) return value.flatMap((item) => leavesOf(item, path));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, `${path}.${key}`));
  const isRead = [readAsTime, readAsFlag, readAsKind, secret].some((form) => form.test(path));
  return isRead ? [] : [String(value)];
}

describe("what an OCSF event does not map", () => {
  it("is kept under dotted keys as texts", () => {
    const event = ocsfEvent(
      aCall({
        readOnly: true,
        edgeDeviceDetails: { ids: ["a", 1, null], sizes: [{ x: 1 }, { x: 2 }], empty: {} },
      }),
    );

    expect(event).toHaveProperty("unmapped", {
      readOnly: "true",
      "edgeDeviceDetails.ids[]": "a,1",
      "edgeDeviceDetails.sizes[].x": "1,2",
    });
  });

  it("is kept as in the record when told so", () => {
    const edgeDeviceDetails = { ids: ["a", 1], sizes: [{ x: 1 }, { x: 2 }] };

    const event = ocsfEvent(aCall({ readOnly: true, edgeDeviceDetails }), { unmapped: "nested" });

    expect(event).toHaveProperty("unmapped", { readOnly: true, edgeDeviceDetails });
  });

  it("is absent where nothing is left", () => {
    expect(ocsfEvent(aCall())).not.toHaveProperty("unmapped");
  });

  it("may have any key", () => {
    const text = '{"__proto__":"a","constructor":{"__proto__":{"x":1}}}';

    for (const unmapped of ["flat", "nested"] as const) {
      const event = JSON.stringify(ocsfEvent(text, { unmapped }));

      expect(event).toContain('"__proto__":"a"');
      expect(event).toMatch(/"constructor(?:\.__proto__\.x":"1"|":\{"__proto__":\{"x":1\}\})/);
    }
  });

  it.each([
    '{"a.b":"1","a":{"b":"2"}}',
    '{"a":{"b":"1"},"a.b":"2"}',
    '{"":{"c":"3"},"a.b":"1,2","c":"4"}',
  ])("has one key for all that has the same path: %s", (text) => {
    const line = String(createOcsf()(trailRecord(text)));

    expect(line.match(/"a\.b":"1,2"/g)).toHaveLength(1);
    expect(line.match(/"c":/g) ?? []).toHaveLength(text.includes("c") ? 1 : 0);
  });

  it("is the same for a caller whose calls came before", () => {
    const call = aCall({ tlsDetails: { tlsVersion: "TLSv1.3", cipherSuite: "AES" } });
    const normalize = createOcsf();

    const events = [call, { ...call, eventName: "DescribeVpcs" }, call].map((record) =>
      JSON.parse(String(normalize(trailRecord(record)))),
    );

    expect(events[0]).toEqual(ocsfEvent(call));
    expect(events[2]).toEqual(events[0]);
  });

  it("is an identity in one word, whoever called before", () => {
    const normalize = createOcsf();
    normalize(trailRecord(aCall({ userIdentity: "before" })));

    const event: unknown = JSON.parse(String(normalize(trailRecord(aCall({ userIdentity: "x" })))));

    expect(event).toHaveProperty("unmapped", { userIdentity: "x" });
  });

  it("doesn't repeat long paths for every leaf", () => {
    const key = "k".repeat(300);
    const leaves = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`a${at}`, at]));

    const event = JSON.stringify(ocsfEvent(aCall({ extra: { [key]: leaves } })));

    expect(event.length).toBeLessThan(12_000);
  });

  it.each(ocsfVersions)("and what it maps are together the whole record, in %s", (version) => {
    for (const name of caseNames) {
      const record: JsonValue = JSON.parse(caseRecord(name));
      for (const unmapped of ["flat", "nested"] as const) {
        const event = JSON.stringify(ocsfEvent(record, { version, unmapped, payloads: "object" }));

        const lost = leavesOf(record).filter(
          (leaf) => !event.includes(JSON.stringify(leaf).slice(1, -1)),
        );

        expect(lost, name).toEqual([]);
      }
    }
  });

  it("is all of an object that nobody knows", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{3,8}$/), fc.string()), (novel) => {
        const event = JSON.stringify(ocsfEvent(aCall({ novel }), { unmapped: "nested" }));

        expect(leavesOf(novel).every((leaf) => event.includes(JSON.stringify(leaf)))).toBe(true);
      }),
    );
  });
});

describe("a text that is too long for 1.1.0", () => {
  const userAgent = "x".repeat(70_000);

  it("is shortened, and stands whole beside the rest", () => {
    const event = ocsfEvent(aCall({ userAgent }), { version: "1.1.0" });

    expect(event).toMatchObject({
      http_request: { user_agent: `${"x".repeat(65_534)}…` },
      unmapped: { "http_request.user_agent": userAgent },
    });
  });

  it("is never a part of the raw data", () => {
    const text = JSON.stringify(aCall({ userAgent }));

    const event = ocsfEvent(text, { version: "1.1.0", rawData: true });

    expect(event).not.toHaveProperty("raw_data");
    expect(event).toMatchObject({ unmapped: { raw_data: text } });
  });

  it("is no trouble in later versions", () => {
    expect(ocsfEvent(aCall({ userAgent }), { version: "1.5.0" })).toHaveProperty(
      "http_request.user_agent",
      userAgent,
    );
  });
});
