import { describe, expect, it } from "vitest";
import { eventbridge } from "../../../src/source/notification/eventbridge.ts";

const bucket = "example-trail-bucket";

describe("an event of EventBridge", () => {
  it.each(["%2B%20%%%.png", "a+b", "a b", "%zz", "schön"])("names the key %s verbatim", (key) => {
    const detail = { bucket: { name: bucket }, object: { key } };

    const meaning = eventbridge({ source: "aws.s3", "detail-type": "Object Created", detail });

    expect(meaning).toEqual({ kind: "objects", objects: [{ bucket, key }] });
  });

  it.each([
    ["Object Deleted", "deleted"],
    ["Object Restore Completed", "restored"],
    ["Object Tags Added", "tagged"],
    ["Object Storage Class Changed", "lifecycle"],
    ["Object ACL Updated", "other_event"],
  ])("of the type %s is noise of the kind %s", (type, noise) => {
    const meaning = eventbridge({ source: "aws.s3", "detail-type": type });

    expect(meaning).toEqual({ kind: "noise", noise });
  });

  it.each([
    { source: "aws.s3", "detail-type": "AWS API Call via CloudTrail" },
    { source: "aws.ec2", "detail-type": "Object Created" },
    { source: "aws.s3", "detail-type": null },
  ])("leaves %j to others", (fields) => {
    const meaning = eventbridge(fields);

    expect(meaning).toBeUndefined();
  });
});
