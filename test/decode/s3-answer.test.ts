import { describe, expect, it } from "vitest";
import { answerTo } from "../../src/decode/s3-answer.ts";
import { parseS3Error } from "../../src/decode/s3-error.ts";

const retry = { kind: "retry", reason: "object_unreadable" };
const missing = { kind: "retry", reason: "object_missing" };
const hold = (advice: RegExp, renew = false) => ({
  kind: "hold",
  advice: expect.stringMatching(advice),
  renew,
});

describe("answerTo", () => {
  it.each([
    [404, "NoSuchKey", "", missing],
    [404, "NoSuchVersion", "", missing],
    [404, "NotFound", "", missing],
    [404, "NoSuchBucket", "", hold(/create it again/)],
    [403, "AccessDenied", "Access Denied", hold(/s3:GetObject .*s3:ListBucket/)],
    [
      403,
      "AccessDenied",
      "is not authorized to perform: s3:GetObjectVersion on",
      hold(/Allow s3:GetObjectVersion/),
    ],
    [
      403,
      "AccessDenied",
      "is not authorized to perform: kms:Decrypt on",
      hold(/Allow kms:Decrypt on the bucket's KMS key/),
    ],
    [403, "UnknownError", "", hold(/s3:GetObject/)],
    [
      403,
      "InvalidObjectState",
      "",
      expect.objectContaining({ kind: "keep", reason: "object_archived" }),
    ],
    [403, "RequestTimeTooSkewed", "", hold(/clock/)],
    [400, "ExpiredToken", "", hold(/credentials/, true)],
    [403, "SignatureDoesNotMatch", "", hold(/credentials/, true)],
    [403, "InvalidAccessKeyId", "", hold(/credentials/, true)],
    [401, "Unauthorized", "", hold(/credentials/, true)],
    [undefined, "CredentialsProviderError", "", hold(/credentials/, true)],
    [400, "KMS.DisabledException", "", hold(/KMS key/)],
    [400, "KMS.KMSInvalidStateException", "", hold(/KMS key/)],
    [400, "KMS.ThrottlingException", "", retry],
    [405, "MethodNotAllowed", "", { kind: "gone" }],
    [405, "UnknownError", "", hold(/stands between/)],
    [
      412,
      "PreconditionFailed",
      "",
      expect.objectContaining({ kind: "release", reason: "object_unreadable" }),
    ],
    [412, "UnknownError", "", expect.objectContaining({ kind: "release" })],
    [416, "InvalidRange", "", expect.objectContaining({ kind: "release" })],
    [301, "PermanentRedirect", "", hold(/s3\.region/)],
    [503, "SlowDown", "", retry],
    [500, "InternalError", "", retry],
    [429, "UnknownError", "", retry],
    [400, "RequestTimeout", "", retry],
    [502, "UnknownError", "<html>", retry],
    [400, "InvalidRequest", "", hold(/Look at the message/)],
    [undefined, "TimeoutError", "", retry],
    [undefined, "ECONNRESET", "", retry],
    [undefined, "ENOTFOUND", "", retry],
    [undefined, "SELF_SIGNED_CERT_IN_CHAIN", "", hold(/NODE_EXTRA_CA_CERTS/)],
    [undefined, "Error", "Region is missing", hold(/s3\.region/)],
    [undefined, "Error", "aborted", retry],
  ])("answers %s %s (%s)", (status, code, message, answer) => {
    expect(answerTo({ status, code, message, region: undefined })).toEqual(answer);
  });

  it.each([
    [301, "PermanentRedirect"],
    [307, "TemporaryRedirect"],
    [400, "AuthorizationHeaderMalformed"],
    [301, "UnknownError"],
  ])("follows %i %s to the region it names", (status, code) => {
    const answer = answerTo({ status, code, message: "", region: "eu-west-3" });

    expect(answer).toEqual({ kind: "redirect", region: "eu-west-3" });
  });
});

describe("parseS3Error", () => {
  it.each([
    ["the header", { $response: { headers: { "x-amz-bucket-region": "eu-west-3" } } }],
    ["its Region", { Region: "eu-west-3" }],
    ["an endpoint", { Endpoint: "bucket.s3.eu-west-3.amazonaws.com" }],
    ["an older endpoint", { Endpoint: "bucket.s3-eu-west-3.amazonaws.com" }],
    ["a dual-stack endpoint", { Endpoint: "bucket.s3.dualstack.eu-west-3.amazonaws.com" }],
  ])("takes the region from %s", (_where, fields) => {
    expect(parseS3Error(fields).region).toBe("eu-west-3");
  });

  it("knows no region where the endpoint names none", () => {
    expect(parseS3Error({ Endpoint: "bucket.s3.amazonaws.com" }).region).toBeUndefined();
  });

  it.each(["text", null, undefined, 7, {}])("makes something of %j", (thrown) => {
    expect(parseS3Error(thrown)).toMatchObject({ code: "unknown", status: undefined });
  });
});
