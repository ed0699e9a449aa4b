import { describe, expect, it } from "vitest";
import { understand } from "../../../src/source/notification/understand.ts";
import type { Understanding } from "../../../src/source/notification/understanding.ts";
import { fixture } from "../../support/fixture.ts";

const bucket = "example-trail-bucket";
const folder = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/04";
const first = `${folder}/111122223333_CloudTrail_us-east-1_20260304T0505Z_AbCdEfGhEXAMPLE1.json.gz`;
const second = `${folder}/111122223333_CloudTrail_us-east-1_20260304T0510Z_AbCdEfGhEXAMPLE2.json.gz`;
const lake = "aws/CLOUD_TRAIL_MGMT/2.0/region=us-east-1/accountId=111122223333/eventDay=20260304";
const versionId = "096fKKXTRTtl3on89fVO.EXAMPLE";
const size = 48_213;

const fixtures: Readonly<Record<string, Understanding>> = {
  "s3-event.json": {
    shape: "s3_event",
    kind: "objects",
    objects: [{ bucket, key: `security logs/a+b/${first}`, versionId, size }],
  },
  "s3-event-several.json": {
    shape: "s3_event",
    kind: "objects",
    objects: [
      { bucket, key: first, size },
      { bucket, key: second, size },
    ],
  },
  "s3-event-mixed.json": {
    shape: "s3_event",
    kind: "objects",
    objects: [{ bucket, key: first, size }],
  },
  "s3-event-moto.json": {
    shape: "s3_event",
    kind: "objects",
    objects: [{ bucket, key: first, size }],
  },
  "s3-event-deleted.json": { shape: "s3_event", kind: "noise", noise: "deleted" },
  "s3-test-event.json": { shape: "s3_test_event", kind: "noise", noise: "test_event" },
  "sns-s3-event.json": {
    shape: "sns_s3_event",
    kind: "objects",
    objects: [{ bucket, key: first, size }],
  },
  "sns-s3-event-twice.json": {
    shape: "sns_s3_event",
    kind: "objects",
    objects: [{ bucket, key: first, size }],
  },
  "sns-s3-test-event.json": { shape: "sns_s3_test_event", kind: "noise", noise: "test_event" },
  "eventbridge.json": {
    shape: "eventbridge",
    kind: "objects",
    objects: [{ bucket, key: `security+logs/%2B%20%%%/${first}`, versionId, size }],
  },
  "eventbridge-deleted.json": { shape: "eventbridge", kind: "noise", noise: "deleted" },
  "sns-eventbridge.json": {
    shape: "sns_eventbridge",
    kind: "objects",
    objects: [{ bucket, key: `security+logs/%2B%20%%%/${first}`, versionId, size }],
  },
  "security-lake.json": {
    shape: "security_lake",
    kind: "objects",
    objects: [
      {
        bucket: "aws-security-data-lake-us-east-1-example",
        key: `${lake}/part-EXAMPLE.gz.parquet`,
        size: 88_901,
      },
    ],
  },
  "cloudtrail.json": {
    shape: "cloudtrail",
    kind: "objects",
    objects: [
      { bucket, key: first },
      { bucket, key: second },
    ],
  },
  "sns-cloudtrail.json": {
    shape: "sns_cloudtrail",
    kind: "objects",
    objects: [
      { bucket, key: first },
      { bucket, key: second },
    ],
  },
  "cloudtrail-validation.txt": {
    shape: "cloudtrail_validation",
    kind: "noise",
    noise: "validation_message",
  },
  "sns-cloudtrail-validation.json": {
    shape: "sns_cloudtrail_validation",
    kind: "noise",
    noise: "validation_message",
  },
  "subscription-confirmation.json": {
    shape: "topic_subscription",
    kind: "noise",
    noise: "subscription",
  },
  "unsubscribe-confirmation.json": {
    shape: "topic_subscription",
    kind: "noise",
    noise: "subscription",
  },
};

describe("understand", () => {
  it.each(Object.entries(fixtures))("understands %s", (file, expected) => {
    const body = fixture(`notifications/${file}`);

    const understanding = understand(body);

    expect(understanding).toEqual(expected);
  });

  it.each([
    ["", "not_json"],
    ["CloudTrail validation message", "not_json"],
    ['{"Records":[', "not_json"],
    ["null", "unrecognized"],
    ["[]", "unrecognized"],
    ['"CloudTrail validation message."', "unrecognized"],
    ["{}", "unrecognized"],
    ['{"Records":{}}', "unrecognized"],
    ['{"Records":[{"eventSource":"minio:s3"}]}', "unrecognized"],
    ['{"source":"aws.s3","detail-type":"AWS API Call via CloudTrail"}', "unrecognized"],
    ['{"Type":"Notification","Message":{}}', "unrecognized"],
    ['{"__proto__":{"Event":"s3:TestEvent"}}', "unrecognized"],
    ['{"Event":"constructor","source":"__proto__"}', "unrecognized"],
    ['{"source":"aws.s3"}', "malformed"],
    ['{"source":"aws.s3","detail":{"bucket":[],"object":null}}', "malformed"],
    ['{"s3Bucket":7,"s3ObjectKey":["a"]}', "malformed"],
    ['{"s3Bucket":"example","s3ObjectKey":["a",null]}', "malformed"],
    ['{"s3Bucket":"example","s3ObjectKey":[]}', "names_no_object"],
    ['{"Records":[]}', "names_no_object"],
  ])("keeps %s as %s", (body, reason) => {
    const understanding = understand(body);

    expect(understanding).toMatchObject({ kind: "unknown", reason });
  });

  it("tells the operator what to do about a message it does not understand", () => {
    const understanding = understand("hello");

    expect(understanding).toMatchObject({ hint: expect.stringContaining("dead-letter queue") });
  });

  it("reads a message that looks like an object's and like noise", () => {
    const body = JSON.stringify({ Event: "s3:TestEvent", s3Bucket: bucket, s3ObjectKey: first });

    const understanding = understand(body);

    expect(understanding).toMatchObject({ kind: "objects", objects: [{ bucket, key: first }] });
  });

  it.each([
    [3, { shape: "sns_cloudtrail_validation", kind: "noise" }],
    [4, { shape: "sns_unknown", kind: "unknown", reason: "nested_too_deep" }],
  ])("unwraps at most three envelopes, of %i given", (envelopes, expected) => {
    let body = "CloudTrail validation message.";
    for (let i = 0; i < envelopes; i += 1)
      body = JSON.stringify({ Type: "Notification", Message: body });

    const understanding = understand(body);

    expect(understanding).toMatchObject(expected);
  });

  it("survives the deepest nesting that fits into a message", () => {
    const body = "[".repeat(2 ** 19) + "]".repeat(2 ** 19);

    const understanding = understand(body);

    expect(understanding).toMatchObject({ kind: "unknown" });
  });
});
