import { describe, expect, it } from "vitest";
import { contentOf } from "../../src/decode/content.ts";

describe("contentOf", () => {
  it.each([
    [
      "a management event",
      { eventVersion: "1.11", eventSource: "iam.amazonaws.com", eventName: "CreateUser" },
      "record",
    ],
    [
      "the oldest form",
      {
        eventVersion: "1.0",
        userIdentity: {},
        eventTime: "2013-11-01T00:00:00Z",
        eventName: "RunInstances",
      },
      "record",
    ],
    [
      "an Insights event",
      { eventVersion: "1.07", eventType: "AwsCloudTrailInsight", insightDetails: {} },
      "record",
    ],
    [
      "an aggregated event",
      { eventVersion: "1.0", eventId: "1-EXAMPLE", eventCategory: "Aggregated" },
      "record",
    ],
    [
      "a digest",
      {
        awsAccountId: "111122223333",
        digestS3Object: "x",
        digestStartTime: "2026-03-04T05:00:00Z",
      },
      "digest",
    ],
    ["AWS Config", { fileVersion: "1.0", configurationItems: [] }, "foreign"],
    [
      "GuardDuty",
      { schemaVersion: "2.0", accountId: "111122223333", type: "Recon:EC2/PortProbe" },
      "foreign",
    ],
    [
      "an EventBridge event",
      { version: "0", "detail-type": "AWS API Call via CloudTrail", detail: {} },
      "foreign",
    ],
    [
      "a record without version",
      { eventSource: "ses.amazonaws.com", eventName: "SendEmail" },
      "record",
    ],
    ["one mark", { eventName: "CreateUser" }, "foreign"],
    ["marks of other types", { eventVersion: 1, eventName: "CreateUser" }, "foreign"],
    ["nothing", {}, "foreign"],
  ] as const)("knows %s", (_kind, fields, content) => {
    expect(contentOf(fields)).toBe(content);
  });
});
