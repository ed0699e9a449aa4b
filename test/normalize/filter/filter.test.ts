import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/event.ts";
import { createFilter } from "../../../src/normalize/filter/filter.ts";
import type { Rule } from "../../../src/normalize/filter/rule.ts";

const decrypt: JsonObject = {
  eventVersion: "1.11",
  eventSource: "kms.amazonaws.com",
  eventName: "Decrypt",
  eventType: "AwsApiCall",
  eventCategory: "Management",
  managementEvent: true,
  awsRegion: "eu-central-1",
  recipientAccountId: "111122223333",
  readOnly: true,
  sourceIPAddress: "198.51.100.7",
  userAgent: "aws-cli/2.31.18 md/awscrt#0.27.6",
  userIdentity: {
    type: "AssumedRole",
    arn: "arn:aws:sts::111122223333:assumed-role/scanner/nightly",
    sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/scanner" } },
  },
};
const denied: JsonObject = { ...decrypt, errorCode: "AccessDeniedException" };
const insight: JsonObject = {
  eventType: "AwsCloudTrailInsight",
  eventCategory: "Insight",
  recipientAccountId: "111122223333",
  insightDetails: { eventSource: "kms.amazonaws.com", eventName: "Decrypt", state: "Start" },
};
const aggregated: JsonObject = {
  eventType: "AwsAggregatedEvent",
  eventCategory: "Aggregated",
  eventSource: "s3.amazonaws.com",
  accountId: "111122223333",
};

describe("a rule of exclude", () => {
  it.each<[Rule]>([
    [{ eventSource: ["kms.amazonaws.com"] }],
    [{ eventName: ["Encrypt", "Decrypt"] }],
    [{ eventType: ["AwsApiCall"] }],
    [{ eventCategory: ["Data", "Management"] }],
    [{ awsRegion: ["eu-*"] }],
    [{ account: ["111122223333"] }],
    [{ readOnly: true }],
    [{ failed: true }],
    [{ errorCode: ["AccessDenied*"] }],
    [{ identityType: ["AssumedRole"] }],
    [{ identityArn: ["arn:aws:sts::*/nightly"] }],
    [{ identityArn: ["arn:aws:iam::*:role/scanner"] }],
    [{ sourceIp: ["198.51.100.*"] }],
    [{ userAgent: ["aws-cli/*"] }],
    [{ eventSource: ["kms.amazonaws.com"], eventName: ["Decrypt"], readOnly: true, failed: true }],
  ])("leaves out what all of it holds for: %j", (rule) => {
    expect(excluding(rule)(denied)).toBe("noise");
  });

  it.each<[Rule]>([
    [{ eventName: ["Encrypt"] }],
    [{ eventName: ["decrypt"] }],
    [{ readOnly: false }],
    [{ failed: false }],
    [{ errorCode: ["Throttling*"] }],
    [{ identityArn: ["arn:aws:iam::*:user/*"] }],
    [{ eventSource: ["kms.amazonaws.com"], eventName: ["Encrypt"] }],
  ])("spares what one of its conditions fails for: %j", (rule) => {
    expect(excluding(rule)(denied)).toBeUndefined();
  });

  it.each<[Rule, JsonObject]>([
    [{ readOnly: false }, without("readOnly")],
    [{ readOnly: true }, { ...decrypt, readOnly: 1 }],
    [{ eventName: ["*"] }, { ...decrypt, eventName: ["Decrypt"] }],
    [{ identityType: ["*"] }, { ...decrypt, userIdentity: "AssumedRole" }],
    [{ errorCode: ["*"] }, { ...decrypt, errorCode: {} }],
    [{ errorCode: ["*"] }, decrypt],
    [{ failed: false }, insight],
    [{ failed: false }, aggregated],
    [{ eventSource: ["kms.amazonaws.com"], eventName: ["Decrypt"] }, insight],
  ])("spares a record that can't be judged: %j", (rule, record) => {
    expect(excluding(rule)(record)).toBeUndefined();
  });

  it("knows a sign-in that was refused without an error code", () => {
    const signIn = {
      eventName: "ConsoleLogin",
      eventSource: "signin.amazonaws.com",
      responseElements: { ConsoleLogin: "Failure" },
    };

    expect(excluding({ failed: false })(signIn)).toBeUndefined();
    expect(excluding({ failed: true })(signIn)).toBe("noise");
  });

  it.each([
    ["Data", { managementEvent: false }],
    ["Management", { managementEvent: true }],
    ["Insight", { eventType: "AwsCloudTrailInsight" }],
    ["NetworkActivity", { eventType: "AwsVpceEvent" }],
  ])("finds the category %s in records that don't name theirs", (category, record) => {
    expect(excluding({ eventCategory: [category] })(record)).toBe("noise");
  });

  it("finds the account of an aggregated record", () => {
    expect(excluding({ account: ["111122223333"] })(aggregated)).toBe("noise");
  });

  it("gives its name, the first that fits, whatever include says", () => {
    const filter = createFilter({
      exclude: [
        { name: "writes", readOnly: false },
        { name: "keys", eventSource: ["kms.amazonaws.com"] },
        { name: "reads", readOnly: true },
      ],
      include: [{ eventSource: ["kms.amazonaws.com"] }],
    });

    expect(filter(decrypt)).toBe("keys");
  });
});

describe("include", () => {
  it("lets in what any of its rules fits", () => {
    const filter = including({ eventName: ["Encrypt"] }, { readOnly: true });

    expect(filter(decrypt)).toBeUndefined();
  });

  it("leaves out what none of its rules fits", () => {
    const filter = including({ eventName: ["Encrypt"] }, { readOnly: false });

    expect(filter(decrypt)).toBe("not_included");
  });

  it.each<[Rule, JsonObject]>([
    [{ eventName: ["Encrypt"] }, insight],
    [{ eventSource: ["s3.amazonaws.com"], eventName: ["PutObject"] }, aggregated],
    [{ readOnly: false }, without("readOnly")],
    [{ failed: true }, insight],
    [{ errorCode: ["AccessDenied*"] }, insight],
  ])("lets a record pass that can't be judged: %j", (rule, record) => {
    expect(including(rule)(record)).toBeUndefined();
  });

  it.each<[Rule, JsonObject]>([
    [{ errorCode: ["AccessDenied*"] }, decrypt],
    [{ eventCategory: ["Management"], eventName: ["Encrypt"] }, insight],
    [{ eventSource: ["kms.amazonaws.com"], eventName: ["PutObject"] }, aggregated],
  ])("leaves out what one condition decides alone: %j", (rule, record) => {
    expect(including(rule)(record)).toBe("not_included");
  });
});

describe("a filter", () => {
  it("lets pass what is no JSON", () => {
    const filter = createFilter({ exclude: [{ name: "noise", eventName: ["*"] }], include: [] });

    expect(filter(null)).toBeUndefined();
  });

  it("agrees with a reference that is written for plainness", () => {
    fc.assert(
      fc.property(
        fc.array(aRule(), { maxLength: 3 }),
        fc.option(fc.array(aRule(), { minLength: 1, maxLength: 3 }), { nil: undefined }),
        aRecord(),
        (exclude, include, record) => {
          const named = exclude.map((rule, index) => ({ name: `rule_${index}`, ...rule }));
          const config = include === undefined ? {} : { include };

          const reason = createFilter({ exclude: named, ...config })(record);

          const excluded = named.find((rule) => answers(rule, record).every((is) => is === true));
          const passes = include?.some((rule) => !answers(rule, record).includes(false)) ?? true;
          expect(reason).toBe(excluded?.name ?? (passes ? undefined : "not_included"));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never throws, whatever a record holds", () => {
    const everything: Rule = {
      eventSource: ["*"],
      eventName: ["*"],
      eventCategory: ["Data"],
      account: ["111122223333"],
      readOnly: true,
      failed: true,
      errorCode: ["*"],
      identityType: ["*"],
      identityArn: ["*"],
    };
    fc.assert(
      fc.property(fc.record(oddFields(), { requiredKeys: [] }), (record) => {
        const fields: JsonObject = JSON.parse(JSON.stringify(record));

        expect(() => createFilter({ exclude: [], include: [everything] })(fields)).not.toThrow();
      }),
    );
  });
});

function excluding(rule: Rule) {
  return createFilter({ exclude: [{ name: "noise", ...rule }] });
}

function including(...include: readonly Rule[]) {
  return createFilter({ exclude: [], include });
}

function without(key: string): JsonObject {
  return Object.fromEntries(Object.entries(decrypt).filter(([name]) => name !== key));
}

function aRule(): fc.Arbitrary<Rule> {
  const patterns = fc.array(fc.constantFrom("a", "b", "a*", "*b", "*"), {
    minLength: 1,
    maxLength: 2,
  });
  return fc.record(
    { eventSource: patterns, eventName: patterns, userAgent: patterns, readOnly: fc.boolean() },
    { requiredKeys: [] },
  );
}

function aRecord(): fc.Arbitrary<JsonObject> {
  const text = fc.constantFrom("a", "b", "ab", "", null, {});
  return fc.record(
    {
      eventSource: text,
      eventName: text,
      userAgent: text,
      readOnly: fc.constantFrom(true, false, null, 0),
    },
    { requiredKeys: [] },
  );
}

/** What each condition says of a record: true, false, or undefined where the record doesn't tell. */
function answers(rule: Rule, record: JsonObject): readonly (boolean | undefined)[] {
  const { readOnly } = record;
  return [
    answer(rule.eventSource, record["eventSource"]),
    answer(rule.eventName, record["eventName"]),
    answer(rule.userAgent, record["userAgent"]),
    rule.readOnly === undefined || typeof readOnly === "boolean"
      ? [undefined, readOnly].includes(rule.readOnly)
      : undefined,
  ];
}

function answer(patterns: readonly string[] | undefined, value: unknown): boolean | undefined {
  if (patterns === undefined) return true;
  if (typeof value !== "string" || value === "") return undefined;
  return patterns.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(value));
}

function oddFields() {
  const odd = fc.jsonValue({ maxDepth: 2 });
  const identity = fc.oneof(odd, fc.record({ type: odd, arn: odd, sessionContext: odd }));
  return {
    eventSource: odd,
    eventName: fc.oneof(odd, fc.constant("ConsoleLogin")),
    eventCategory: odd,
    recipientAccountId: odd,
    readOnly: odd,
    errorCode: odd,
    responseElements: odd,
    userIdentity: identity,
  };
}
