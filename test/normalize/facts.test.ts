import { describe, expect, it } from "vitest";
import { isJsonObject } from "../../src/event.ts";
import { trailRecord } from "../support/trail-record.ts";
import { factNamed, Reading } from "../../src/normalize/facts.ts";
import { fixture } from "../support/fixture.ts";

describe("a fact", () => {
  it.each([
    ["a text", "eventName", { eventName: "CreateUser" }, "CreateUser"],
    ["a number", "eventVersion", { eventVersion: 1.09 }, "1.09"],
    ["a boolean", "readOnly", { readOnly: false }, "false"],
    ["an object", "requestParameters", { requestParameters: { a: [1] } }, '{"a":[1]}'],
    ["an empty object", "requestParameters", { requestParameters: {} }, undefined],
    ["null", "errorCode", { errorCode: null }, undefined],
    ["a value below one of another type", "userIdentity.arn", { userIdentity: "x" }, undefined],
    ["a value inside of objects", "a.b.c", { a: { b: { c: "x" } } }, "x"],
  ])("reads %s", (_, name, fields, expected) => {
    expect(told(name, fields)).toBe(expected);
  });

  it.each([
    ["a text within", String.raw`{"a":"{\"b\":[\"c\\d\"]}\r\n\t\f\b"}`],
    ["a character that needs no escape", String.raw`{"a":"\u0041\/\u00e4"}`],
    ["a character that has a shorter one", String.raw`{"a":"\u000a"}`],
    ["one that has none but its code", String.raw`{"a":"\u0001\\u0041"}`],
    ["half a character", String.raw`{"a":"\uD83D"}`],
    ["a space", '{"a": "b"}'],
    ["a space and an escape", String.raw`{ "a":"\"" }`],
  ])("is an object as it would be printed, with %s", (_, source) => {
    const record = trailRecord(`{"requestParameters":${source}}`);

    const text = factNamed("requestParameters").read(new Reading(record, record.fields ?? {}));

    expect(text).toBe(JSON.stringify(JSON.parse(source)));
  });

  it.each([
    ["a call", { eventName: "CreateUser", eventType: "AwsApiCall" }, "CreateUser"],
    ["a call of odd type", { eventName: ["a"] }, '["a"]'],
    ["an insight", { insightDetails: { insightType: "ApiCallRateInsight" } }, "ApiCallRateInsight"],
    [
      "an insight of CloudTrail Lake",
      { insightType: "ApiErrorRateInsight" },
      "ApiErrorRateInsight",
    ],
    ["a count", { eventType: "AwsAggregatedEvent" }, "AwsAggregatedEvent"],
    ["a digest", { digestS3Object: "AWSLogs/x" }, "Digest"],
    ["nothing known", {}, "Unknown"],
  ])("names %s", (_, fields, expected) => {
    expect(told("(action)", fields)).toBe(expected);
  });

  it.each([
    ["their ARNs, each once", [{ ARN: "a" }, { ARN: "b" }, { ARN: "a" }], "a, b"],
    ["the prefix of their ARNs", [{ ARNPrefix: "a/" }, 7, null], "a/"],
    [
      "all there is where there is no ARN",
      [{ type: "AWS::S3::Object" }],
      '[{"type":"AWS::S3::Object"}]',
    ],
    ["the one that is in no list", { ARN: "a" }, "a"],
    ["what stands in their place", "all", "all"],
  ])("tells of resources %s", (_, resources, expected) => {
    expect(told("(resources)", { resources })).toBe(expected);
  });

  it.each([
    ["AccessDenied", "AccessDenied"],
    ["null", undefined],
  ])("takes the insight error %s for %s", (errorCode, expected) => {
    expect(told("(insight error)", { insightDetails: { errorCode } })).toBe(expected);
  });

  it("dates an aggregated record by its window", () => {
    const fields: unknown = JSON.parse(fixture("cases/aggregated.json"));

    const times = ["(start)", "(end)", "(time)"].map((name) => told(name, fields));

    expect(times).toEqual(["1795338600000", "1795338900000", "1795338900000"]);
  });

  it("can't be asked for under a name that means nothing", () => {
    expect(() => factNamed("(mood)")).toThrow(RangeError);
  });
});

function told(name: string, fields: unknown): string | undefined {
  return isJsonObject(fields)
    ? factNamed(name).read(new Reading(trailRecord(fields), fields))
    : undefined;
}
