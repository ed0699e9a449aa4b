import { describe, expect, it } from "vitest";
import { createNormalize } from "../../../src/normalize/format.ts";
import type { EcsOptions } from "../../../src/normalize/ecs/document.ts";
import { anObject } from "../../support/events.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { trailRecord } from "../../support/trail-record.ts";

function documentOf(content: unknown, options: EcsOptions = {}): unknown {
  return JSON.parse(String(createNormalize("ecs", options)(trailRecord(content))));
}

describe("the ECS document", () => {
  it("keeps the exact text of the record, numbers and escapes included", () => {
    const text = '{ "requestParameters": {"big":12345678901234567890, "a":"\\u00e4"} }';

    const document = documentOf(text);

    expect(document).toMatchObject({
      event: { original: text },
      tags: ["preserve_original_event"],
    });
  });

  it.each(['""', '"-"', '"\\u002d"', '"none"', '"n\\u006fne"', "null", "{}", "[]"])(
    "has no field for a member that says nothing: %s",
    (value) => {
      const document = documentOf(`{"eventVersion":${value},"errorCode":${value}}`);

      expect(document).not.toHaveProperty("aws.cloudtrail");
    },
  );

  it.each([
    ['"no\\u006ee of it"', "none of it"],
    ['"-1"', "-1"],
    ["1.50", 1.5],
    ["true", true],
    ['{"a": "b"}', '{"a":"b"}'],
  ])("has a member of any other value as a keyword: %s", (value, keyword) => {
    expect(documentOf(`{"errorCode":${value}}`)).toHaveProperty(
      "aws.cloudtrail.error_code",
      keyword,
    );
  });

  it("names the account that got the record where the caller has none", () => {
    const document = documentOf({
      userIdentity: { type: "AWSService", invokedBy: "ec2.amazonaws.com" },
      recipientAccountId: "111122223333",
    });

    expect(document).toHaveProperty("cloud.account.id", "111122223333");
  });

  it("takes the name of who signs in to Identity Center from beside the identity, for that record only", () => {
    const userIdentity = { type: "IdentityCenterUser", accountId: "111122223333" };
    const additionalEventData = { UserName: "grace" };

    const signIn = documentOf({
      userIdentity,
      eventName: "UserAuthentication",
      additionalEventData,
    });
    const other = documentOf({
      userIdentity,
      eventName: "CredentialChallenge",
      additionalEventData,
    });

    expect(signIn).toHaveProperty("user.name", "grace");
    expect(other).not.toHaveProperty("user");
  });

  it("has no original when told so", () => {
    const document = documentOf({}, { eventOriginal: false });

    expect(document).not.toHaveProperty("event.original");
    expect(document).not.toHaveProperty("tags");
  });

  it("names the object that the record was in", () => {
    const record = trailRecord({}, anObject);

    const document = JSON.parse(String(createNormalize("ecs")(record)));

    expect(document).toMatchObject({
      log: { file: { path: `s3://${anObject.bucket}/${anObject.key}` } },
      aws: {
        s3: {
          bucket: { name: anObject.bucket, arn: `arn:aws:s3:::${anObject.bucket}` },
          object: { key: anObject.key },
        },
      },
    });
  });

  it.each([
    ["cn-north-1", "arn:aws-cn:s3:::amzn-s3-demo-bucket"],
    ["us-gov-west-1", "arn:aws-us-gov:s3:::amzn-s3-demo-bucket"],
  ])("names the bucket of a trail of %s as its partition does", (region, arn) => {
    const key = `AWSLogs/111122223333/CloudTrail/${region}/2026/11/22/a.json.gz`;
    const record = trailRecord({}, { bucket: "amzn-s3-demo-bucket", key });

    const document = JSON.parse(String(createNormalize("ecs")(record)));

    expect(document).toHaveProperty("aws.s3.bucket.arn", arn);
  });

  it("names the usual data stream, unless another one is given", () => {
    const dataStream = { type: "logs", dataset: "trail", namespace: "prod" };

    expect(documentOf({}, { dataStream })).toHaveProperty("data_stream", dataStream);
    expect(documentOf({})).toHaveProperty("data_stream.dataset", "aws.cloudtrail");
  });

  it("is dated by the clock where the record's own time can't be read", () => {
    const clock = new ManualClock();

    const document = documentOf({ eventTime: "yesterday" }, { clock });

    expect(document).toHaveProperty("@timestamp", new Date(clock.now()).toISOString());
  });

  it.each([
    ["text", { request_parameters: "{a=1}" }],
    ["flattened", { flattened: { request_parameters: { a: 1 } } }],
    ["json", { request_parameters: '{"a":1}' }],
    ["both", { request_parameters: "{a=1}", flattened: { request_parameters: { a: 1 } } }],
  ] as const)("has its payloads as %s", (payloads, cloudtrail) => {
    const document = documentOf({ requestParameters: { a: 1 } }, { payloads });

    expect(document).toHaveProperty("aws.cloudtrail", cloudtrail);
  });

  it("has no payloads when told so", () => {
    const document = documentOf({ requestParameters: { a: 1 } }, { payloads: "none" });

    expect(document).not.toHaveProperty("aws.cloudtrail");
  });

  it("is null where the text is no JSON object", () => {
    const normalize = createNormalize("ecs");

    expect(normalize(trailRecord('{"eventName":'))).toBeNull();
    expect(normalize(trailRecord("[]"))).toBeNull();
  });

  it("leaves the record as it was", () => {
    const requestParameters = { a: null, b: [{ c: "-" }] };
    const record = trailRecord({ requestParameters });

    createNormalize("ecs")(record);

    expect(record.fields?.["requestParameters"]).toEqual(requestParameters);
  });
});

function flattened(requestParameters: unknown): unknown {
  return documentOf({ requestParameters }, { eventOriginal: false });
}

const path = ["aws", "cloudtrail", "flattened", "request_parameters"];

describe("a payload in the ECS document", () => {
  it("has no values that say nothing, at any depth", () => {
    const document = flattened({ a: [null, { b: "-" }, "None"], c: { d: ["", "none"] }, e: 0 });

    expect(document).toHaveProperty(path, { a: ["None"], e: 0 });
  });

  it("is on one line and has each key once, however the record spells it", () => {
    const payload = '{"a":1,"a":2,\n"b":1e3,"c":1e-3,"d":"\\u002d","e":["\\u00e4",{}]}';

    const line = String(createNormalize("ecs")(trailRecord(`{"responseElements":${payload}}`)));

    expect(line).not.toContain("\n");
    expect(line.match(/"a":/g)).toHaveLength(1);
    expect(JSON.parse(line)).toHaveProperty("aws.cloudtrail.flattened.response_elements", {
      a: 2,
      b: 1000,
      c: 0.001,
      e: ["\u00e4"],
    });
  });

  it("keeps a key named like the prototype as a key", () => {
    const document = documentOf('{"requestParameters":{"__proto__":{"x":1},"y":null}}');

    expect(JSON.stringify(document)).toContain('"request_parameters":{"__proto__":{"x":1}}');
  });

  it("has no key with the one character that no key may have", () => {
    expect(flattened({ "a\0b": 1, c: 2 })).toHaveProperty(path, { "a\ufffdb": 1, c: 2 });
  });

  it("becomes text below the depth that a flattened field takes", () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(30)}1${"}".repeat(30)}`);

    const document = JSON.stringify(flattened(deep));

    expect(document).toContain(`${'{"a":'.repeat(20)}"{\\"a\\":`);
  });

  it("is left out when it is larger than a flattened field takes", () => {
    expect(flattened({ a: "x".repeat(32_675) })).toHaveProperty(path);
    expect(flattened({ a: "x".repeat(32_676) })).not.toHaveProperty(path);
    expect(flattened({ a: "\u{20ac}".repeat(12_000) })).not.toHaveProperty(path);
  });

  it("is a text where it is no object", () => {
    const document = flattened(["a", 1]);

    expect(document).toHaveProperty("aws.cloudtrail.request_parameters", "[a, 1]");
    expect(document).not.toHaveProperty(path);
  });
});

describe("the source of a call in the ECS document", () => {
  it("has its place and its network where they are known", () => {
    const as = { number: 64_496, organization: { name: "Example Network" } };
    const placeOf = (ip: string) => (ip === "192.0.2.7" ? { geo: undefined, as } : undefined);

    const known = documentOf({ sourceIPAddress: "192.0.2.7" }, { placeOf });
    const unknown = documentOf({ sourceIPAddress: "AWS Internal" }, { placeOf });

    expect(known).toHaveProperty("source", { address: "192.0.2.7", ip: "192.0.2.7", as });
    expect(unknown).toHaveProperty("source", { address: "AWS Internal" });
  });
});

describe("what an operator adds to the ECS document", () => {
  it("is in tags and labels", () => {
    const options = { tags: ["production"], labels: { team: "soc" } };

    expect(documentOf({}, options)).toMatchObject({
      tags: ["preserve_original_event", "production"],
      labels: { team: "soc" },
    });
  });

  it("is there with the entities of a call", () => {
    const record = {
      userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/alice" },
    };

    const document = documentOf(record, { entities: true });

    expect(document).toMatchObject({
      actor: { entity: { id: [record.userIdentity.arn] } },
      user: { entity: { id: [record.userIdentity.arn] } },
      related: { entity: [record.userIdentity.arn] },
    });
  });
});
