import { describe, expect, it } from "vitest";
import table from "../../../src/normalize/ocsf/eventmap.json" with { type: "json" };
import { aCall } from "../../support/a-call.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";

const calls = table.rows.map(({ eventSource, eventName, ...row }) => ({
  record: aCall({ eventSource, eventName }),
  row,
}));

function pairOf(classUid: number, activityId: number): object {
  return { class_uid: classUid, activity_id: activityId, type_uid: classUid * 100 + activityId };
}

describe("the class of an OCSF event", () => {
  it.each([
    ["1.8.0", "ocsf_1_8"],
    ["1.9.0", "ocsf_1_9"],
  ] as const)("is that of the table in %s", (version, column) => {
    for (const { record, row } of calls) {
      const [classUid = 0, activityId = 0] = row[column];

      expect(ocsfEvent(record, { version })).toMatchObject(pairOf(classUid, activityId));
    }
  });

  it("is the one that AWS publishes, with its profile, or API activity", () => {
    for (const { record, row } of calls) {
      const event = ocsfEvent(record, { profile: "aws" });

      if (row.aws_published === null) expect(event).toHaveProperty("class_uid", 6003);
      else
        expect(event).toMatchObject(pairOf(row.aws_published[0] ?? 0, row.aws_published[1] ?? 0));
    }
  });

  it("never is a deprecated one", () => {
    const classes = calls.map(({ record }) =>
      ocsfEvent(record, { profile: "aws", version: "1.9.0" }),
    );

    for (const event of classes)
      expect(event).not.toMatchObject({ class_uid: expect.toSatisfy(isDeprecated) });
  });

  it.each([
    ["RunInstances", 1],
    ["GetObject", 2],
    ["ListFunctions20150331", 2],
    ["BatchGetItem", 2],
    ["AdminUpdateUserAttributes", 3],
    ["PutObject", 3],
    ["ReEncrypt", 3],
    ["TerminateInstances", 4],
    ["DeleteListener", 4],
  ])("is API activity for other calls, by the verb: %s", (eventName, activityId) => {
    expect(ocsfEvent(aCall({ eventName }))).toMatchObject(pairOf(6003, activityId));
  });

  it.each([
    ["Frobnicate", true, 2],
    ["Frobnicate", "true", 2],
    ["Frobnicate", false, 99],
    ["Decrypt", true, 2],
    ["Decrypt", false, 3],
    ["GenerateDataKey", true, 1],
  ])("of %s, with readOnly %j, has the activity %i", (eventName, readOnly, activityId) => {
    expect(ocsfEvent(aCall({ eventName, readOnly }))).toMatchObject(pairOf(6003, activityId));
  });

  it("has the source's own word for what OCSF has none for", () => {
    expect(ocsfEvent(aCall({ eventName: "Frobnicate" }))).toMatchObject({
      activity_name: "Frobnicate",
      type_name: "API Activity: Other",
    });
  });

  it.each([
    [{ digestS3Object: "a", awsAccountId: "111122223333" }, 99, "Digest"],
    [{ eventType: "AwsSomethingNew" }, 99, "AwsSomethingNew"],
    [{}, 0, "Unknown"],
  ])("is API activity also for what is no call: %j", (record, activityId, operation) => {
    expect(ocsfEvent(record)).toMatchObject({
      ...pairOf(6003, activityId),
      status_id: 0,
      api: { operation },
    });
  });
});

function isDeprecated(classUid: unknown): boolean {
  return classUid === 3001 || classUid === 3005;
}
