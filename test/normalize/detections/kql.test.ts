import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTextOf } from "../../support/any-text.ts";
import { fieldsOf, meets } from "../../support/kql.ts";

const document = {
  event: { action: "CreateUser", provider: "iam.amazonaws.com", category: ["iam", "session"] },
  user: { id: "AROAEXAMPLE:i-0123456789abcdef0", name: "build and deploy" },
  source: { port: 443 },
  aws: {
    cloudtrail: {
      read_only: false,
      request_parameters: '{path="/a*b/", note=x\ny}',
      resources: [{ arn: "arn:aws:s3:::a" }, { arn: "arn:aws:s3:::b", type: "AWS::S3::Bucket" }],
      flattened: { request_parameters: { a: { b: [{ c: 1 }, { c: true }] }, "x.y": "z" } },
    },
  },
};

describe("a condition on a field", () => {
  it.each([
    "event.action:CreateUser",
    "event.action : CreateUser",
    'event.provider:"iam.amazonaws.com"',
    'user.name:"build and deploy"',
    "user.name:build\\ and*",
    "event.action:Create*",
    "event.action:*ate*",
    "event.action:*",
    "user.id:*\\:i-*",
    "user.id:AROAEXAMPLE\\:i-0123456789abcdef0",
    "aws.cloudtrail.read_only:false",
    "source.port:443",
    "event.category:session",
    "aws.cloudtrail.resources.arn:*\\:b",
    "aws.cloudtrail.resources.type:*",
    "aws.cloudtrail.request_parameters:*a\\*b*",
    "aws.cloudtrail.request_parameters:*note=x*y*",
    "aws.cloudtrail:*",
    "event.action:(DeleteUser or CreateUser)",
    "event.action:(Create* and not *Group)",
  ])("is met: %s", (condition) => {
    expect(meets(document, condition)).toBe(true);
  });

  it.each([
    "event.action:createuser",
    "event.action:Create",
    "event.action:*Group*",
    'event.action:"Create*"',
    "user.email:*",
    "user:build",
    "user.name.first:*",
    "aws.cloudtrail.read_only:true",
    "aws.cloudtrail.resources.arn:*\\:c",
    "aws.cloudtrail.request_parameters:*a\\*\\*b*",
    "event.action:(DeleteUser or CreateGroup)",
    "event.action:(Create* and not *User)",
  ])("is not met: %s", (condition) => {
    expect(meets(document, condition)).toBe(false);
  });

  it("sees the values of a flattened field, and of each of its subfields alone", () => {
    const root = "aws.cloudtrail.flattened.request_parameters";

    expect(meets(document, `${root}:z`)).toBe(true);
    expect(meets(document, `${root}:*`)).toBe(true);
    expect(meets(document, `${root}.a.b.c:1 and ${root}.a.b.c:true`)).toBe(true);
    expect(meets(document, `${root}.x.y:z`)).toBe(true);
    expect(meets(document, `${root}.a.b:*`)).toBe(false);
    expect(meets(document, `${root}.a:1`)).toBe(false);
  });
});

describe("a quoted value", () => {
  it("is met by the same text, whatever it is", () => {
    fc.assert(
      fc.property(anyTextOf({ minLength: 1 }), (text) => {
        const quoted = text.replaceAll(/["\\]/gu, String.raw`\$&`);
        expect(meets({ a: text }, `a:"${quoted}"`)).toBe(true);
        expect(meets({ a: `${text}x` }, `a:"${quoted}"`)).toBe(false);
      }),
    );
  });
});

describe("a condition of several parts", () => {
  it.each([
    ["not user.email:*", true],
    ["not not user.email:*", false],
    ["user.id:* and event.action:CreateUser", true],
    ["user.id:* and user.email:*", false],
    ["user.email:* or user.id:*", true],
    ["user.id:* or user.id:* and user.email:*", true],
    ["(user.id:* or user.id:*) and user.email:*", false],
    ["not user.email:* and user.id:*", true],
    ["not (user.email:* or user.id:*)", false],
    ["user.id:* AND NOT user.email:*", true],
  ])("binds not before and, and and before or: %s", (condition, expected) => {
    expect(meets(document, condition)).toBe(expected);
  });

  it("names the fields it asks for", () => {
    const fields = fieldsOf("a.b:(1 or 2) and not (c:* or d:x)");

    expect(fields).toEqual(["a.b", "a.b", "c", "d"]);
  });
});

describe("a condition that can't be read", () => {
  it.each([
    ["", "Expected word but found the end at 0"],
    ["event.action", "Expected : but found the end at 12"],
    ["event.action:", "Expected word but found the end at 13"],
    ["event.action:and", 'Expected word but found "and" at 13'],
    ["event.action:a b", 'Expected end but found "b" at 15'],
    ["event.action:a:b", 'Expected end but found ":" at 14'],
    ["event.action:(a or", "Expected word but found the end at 18"],
    ["event.action:(a or b", "Expected ) but found the end at 20"],
    ["(event.action:a", "Expected ) but found the end at 15"],
    ["event.action:a)", 'Expected end but found ")" at 14'],
    ["event.action:a and", "Expected word but found the end at 18"],
    ['event.action:"a', 'Cannot read ""a" of'],
    ["source.port > 400", 'Cannot read "> 400" of'],
    ["resources:{ arn:x }", 'Cannot read "{ arn:x }" of'],
  ])("is a SyntaxError that tells where: %s", (condition, message) => {
    expect(() => meets(document, condition)).toThrow(SyntaxError);
    expect(() => meets(document, condition)).toThrow(message);
  });
});
