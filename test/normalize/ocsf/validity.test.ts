import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOcsf } from "../../../src/normalize/ocsf/event.ts";
import table from "../../../src/normalize/ocsf/eventmap.json" with { type: "json" };
import { aCall } from "../../support/a-call.ts";
import { caseNames, caseRecord } from "../../support/cases.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { ocsfSchema, ocsfVersions } from "../../support/ocsf/schema.ts";
import { validate } from "../../support/ocsf/validate.ts";
import { swappedRecord } from "../../support/swapped-record.ts";
import { trailRecord } from "../../support/trail-record.ts";

const profiles = ["aws", "extended"] as const;
const targets = ocsfVersions.flatMap((version) =>
  profiles.map((profile) => ({ version, profile })),
);

/** Parameters of most kinds at once: each call takes its own. */
const parameters = {
  userName: "bob",
  roleName: "audit",
  groupName: "operators",
  policyName: "everything",
  policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  policyDocument: "{}",
  instanceProfileName: "web",
  serialNumber: "arn:aws:iam::111122223333:mfa/bob",
  roleArn: "arn:aws:iam::111122223333:role/audit",
  roleSessionName: "nightly",
  principalId: "544894e8-80c1-707f-EXAMPLE",
  permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-EXAMPLE/ps-EXAMPLE",
  newUserName: "robert",
  newGroupName: "staff",
};

describe.each(targets)("OCSF $version with the profile $profile", ({ version, profile }) => {
  const schema = ocsfSchema(version);
  const normalize = createOcsf({ version, profile, rawData: true, clock: new ManualClock() });
  const findingsOf = (content: unknown) =>
    validate(JSON.parse(String(normalize(trailRecord(content)))), schema);

  it.each(caseNames)("is valid for %s", (name) => {
    expect(findingsOf(caseRecord(name))).toEqual([]);
  });

  it("is valid for every call of the table that was denied without parameters", () => {
    const findings = table.rows.flatMap(({ eventSource, eventName }) =>
      findingsOf(aCall({ eventSource, eventName, errorCode: "AccessDenied" })),
    );

    expect(findings).toEqual([]);
  });

  it("is valid for every call of the table, with its parameters", () => {
    const findings = table.rows.flatMap(({ eventSource, eventName }) =>
      findingsOf(aCall({ eventSource, eventName, requestParameters: parameters })),
    );

    expect(findings).toEqual([]);
  });

  it.each([{}, { eventSource: "iam.amazonaws.com" }, { eventName: "CreateGroup" }])(
    "is valid for a record with nothing but %j",
    (fields) => {
      expect(findingsOf(fields)).toEqual([]);
    },
  );

  it("is valid for records with values of any type in any place", () => {
    fc.assert(
      fc.property(swappedRecord, (text) => {
        expect(findingsOf(text)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

it("has nothing to say of what is no JSON object", () => {
  expect(["[]", "1", "null", "{"].map((text) => createOcsf()(trailRecord(text)))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
