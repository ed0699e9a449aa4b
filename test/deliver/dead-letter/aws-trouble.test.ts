import { describe, expect, it } from "vitest";
import { parseAwsError } from "../../../src/runtime/aws-error.ts";
import { awsTrouble } from "../../../src/deliver/dead-letter/aws-trouble.ts";

const toBucket = { where: "s3://example-letters", action: "s3:PutObject" };
const toQueue = { where: "https://sqs.example/letters", action: "sqs:SendMessage" };

function anError(code: string, status: number | undefined, message = "Refused") {
  return Object.assign(new Error(message), {
    name: code,
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
  });
}

describe("awsTrouble", () => {
  it.each([
    ["SlowDown", 503],
    ["InternalError", 500],
    ["ServiceUnavailable", 503],
    ["RequestThrottled", 400],
    ["KmsThrottled", 400],
    ["ThrottlingException", 400],
    ["RequestTimeout", 400],
    ["TimeoutError", undefined],
    ["ECONNREFUSED", undefined],
    ["ENOTFOUND", undefined],
    ["SyntaxError", 200],
    ["BadDigest", 400],
    ["RequestTimeTooSkewed", 403],
    ["ExpiredToken", 400],
    ["Unheard", 502],
    ["Unheard", 429],
  ])("takes %s (%s) for trouble that heals", (code, status) => {
    expect(awsTrouble(parseAwsError(anError(code, status)), toBucket).heals).toBe(true);
  });

  it.each([
    ["AccessDenied", 403, "allow s3:PutObject there"],
    ["Unheard", 403, "allow s3:PutObject there"],
    ["NoSuchBucket", 404, "create the bucket"],
    ["AWS.SimpleQueueService.NonExistentQueue", 400, "correct the queue_url"],
    ["KMS.DisabledException", 400, "kms:GenerateDataKey"],
    ["KmsAccessDenied", 400, "kms:GenerateDataKey"],
    ["SELF_SIGNED_CERT_IN_CHAIN", undefined, "NODE_EXTRA_CA_CERTS"],
    ["PermanentRedirect", 301, "set the region"],
    ["EntityTooLarge", 400, "see what the answer says"],
  ])("says for %s (%s) what someone must mend", (code, status, advice) => {
    const trouble = awsTrouble(parseAwsError(anError(code, status)), toBucket);

    expect(trouble.heals).toBe(false);
    expect(trouble.message).toContain(advice);
  });

  it("names the action that the answer names, such as one on the bucket's key", () => {
    const words = "User: role is not authorized to perform: kms:GenerateDataKey on resource: key";

    const { message } = awsTrouble(parseAwsError(anError("AccessDenied", 403, words)), toBucket);

    expect(message).toContain("allow kms:GenerateDataKey on it");
  });

  it("says nothing of buckets to whoever writes to a queue", () => {
    const { message } = awsTrouble(parseAwsError(anError("AccessDenied", 403)), toQueue);

    expect(message).toMatch(
      /allow sqs:SendMessage there, in IAM and in the resource's own policy\.$/,
    );
  });

  it("asks for a region where the SDK misses one", () => {
    const trouble = awsTrouble(parseAwsError(new Error("Region is missing")), toBucket);

    expect(trouble).toMatchObject({ heals: false, message: expect.stringContaining("AWS_REGION") });
  });

  it.each([undefined, null, "words", 7, {}])("makes do with %j instead of an error", (thrown) => {
    expect(awsTrouble(parseAwsError(thrown), toQueue).message).toContain("Cannot store");
  });
});
