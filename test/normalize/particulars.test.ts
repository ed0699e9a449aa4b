import { describe, expect, it } from "vitest";
import { createDescribe } from "../../src/normalize/particulars.ts";
import { caseNames, caseRecord } from "../support/cases.ts";
import { parseCef } from "../support/cef-message.ts";
import { createNormalize } from "../../src/normalize/format.ts";
import { trailRecord } from "../support/trail-record.ts";

describe("particulars", () => {
  it("tell what a header needs of a record", () => {
    const particulars = createDescribe()(
      trailRecord({
        eventName: "CreateUser",
        eventTime: "2026-03-04T05:06:07Z",
        recipientAccountId: "111122223333",
        awsRegion: "us-east-1",
        eventID: "11111111-2222-3333-4444-555555EXAMPLE",
      }),
    );

    expect(particulars).toEqual({
      severity: 3,
      time: Date.parse("2026-03-04T05:06:07Z"),
      action: "CreateUser",
      account: "111122223333",
      region: "us-east-1",
      eventId: "11111111-2222-3333-4444-555555EXAMPLE",
    });
  });

  it("are there for a record that tells nothing", () => {
    expect(createDescribe()(trailRecord({}))).toEqual({ severity: 3, action: "Unknown" });
  });

  it("follow the severity that was configured", () => {
    const when = [{ fact: "eventName", is: ["Delete*"] }];
    const describeRecord = createDescribe({ default: 1, rules: [{ severity: 9, when }] });

    const severities = ["DeleteTrail", "CreateTrail"].map(
      (eventName) => describeRecord(trailRecord({ eventName })).severity,
    );

    expect(severities).toEqual([9, 1]);
  });

  it.each(caseNames)("agree with CEF about the severity of %s", (name) => {
    const record = trailRecord(caseRecord(name));
    const { header } = parseCef(String(createNormalize("cef")(record)));

    const { severity } = createDescribe()(record);

    expect(String(severity)).toBe(header[5]);
  });
});
