import { describe, expect, it } from "vitest";
import { createCef } from "../../../src/normalize/cef/message.ts";
import type { SeverityTable } from "../../../src/normalize/pairs/severity.ts";
import { parseCef } from "../../support/cef-message.ts";
import { trailRecord } from "../../support/trail-record.ts";

const byRoot = { userIdentity: { type: "Root" } };
const failedLogin = { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Failure" } };

describe("the severity", () => {
  it.each([
    ["an ordinary call", {}, "3"],
    ["a call that failed", { errorCode: "NoSuchEntity" }, "5"],
    ["a call that only tells why it failed", { errorMessage: "No" }, "5"],
    ["a call that was denied", { errorCode: "AccessDenied" }, "7"],
    ["a call that EC2 denied", { errorCode: "Client.UnauthorizedOperation" }, "7"],
    ["a call that an endpoint's policy denied", { errorCode: "VpceAccessDenied" }, "7"],
    ["anything root does", byRoot, "7"],
    ["a login that failed", failedLogin, "7"],
    ["a login", { ...failedLogin, responseElements: { ConsoleLogin: "Success" } }, "3"],
  ])("of %s is as in the table", (_, fields, severity) => {
    expect(severityOf(fields)).toBe(severity);
  });

  it("follows the operator's table, whose first rule that applies decides", () => {
    const table: SeverityTable = {
      default: 1,
      rules: [
        { severity: 10, when: [{ fact: "eventName", is: ["Delete*", "Stop.ogging"] }] },
        { severity: 2, when: [{ fact: "(source IP)", is: ["203.0.113.*"] }] },
      ],
    };

    const severities = [
      { eventName: "DeleteTrail", sourceIPAddress: "203.0.113.7" },
      { eventName: "StopLogging", sourceIPAddress: "203.0.113.7" },
      { eventName: "UndeleteTrail" },
    ].map((fields) => severityOf(fields, table));

    expect(severities).toEqual(["10", "2", "1"]);
  });

  it.each([-1, 11, 2.5, Number.NaN])("can't be %d", (severity) => {
    const create = () => createCef({ severity: { default: severity, rules: [] } });

    expect(create).toThrow(RangeError);
  });

  it("can't depend on a fact that doesn't exist", () => {
    const rules = [{ severity: 5, when: [{ fact: "(mood)", is: ["bad"] }] }];

    expect(() => createCef({ severity: { default: 3, rules } })).toThrow("There is no fact (mood)");
  });
});

function severityOf(fields: unknown, severity?: SeverityTable): string | undefined {
  const normalize = createCef(severity === undefined ? {} : { severity });
  return parseCef(String(normalize(trailRecord(fields)))).header[5];
}
