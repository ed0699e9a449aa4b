import { describe, expect, it } from "vitest";

import { diagnose, isGone } from "../../src/source/diagnosis.ts";
import { sqsError } from "../support/fake-queue.ts";

function nodeError(code: string): Error {
  return Object.assign(new Error("connect"), { code });
}

describe("the diagnosis of an error", () => {
  it.each([
    ["queue_missing", sqsError("QueueDoesNotExist")],
    ["queue_missing", sqsError("X", { Code: "AWS.SimpleQueueService.NonExistentQueue" })],
    ["queue_missing", sqsError("com.amazonaws.sqs#QueueDoesNotExist")],
    ["access_denied", sqsError("AccessDenied", { status: 403 })],
    ["access_denied", sqsError("AccessDeniedException")],
    ["credentials", sqsError("ExpiredToken", { status: 403 })],
    ["credentials", sqsError("InvalidClientTokenId", { status: 403 })],
    ["credentials", sqsError("SignatureDoesNotMatch", { status: 403 })],
    ["credentials", sqsError("CredentialsProviderError")],
    ["clock", sqsError("RequestExpired", { status: 403 })],
    ["kms", sqsError("KmsAccessDenied")],
    ["kms", sqsError("X", { Code: "KMS.DisabledException" })],
    ["throttled", sqsError("KmsThrottled")],
    ["throttled", sqsError("RequestThrottled", { status: 403 })],
    ["over_limit", sqsError("OverLimit", { status: 403 })],
    ["unavailable", sqsError("UnknownError", { status: 503 })],
    ["timeout", new DOMException("No answer within 35000 ms", "TimeoutError")],
    ["unreachable", nodeError("ECONNREFUSED")],
    ["unreachable", nodeError("ENOTFOUND")],
    ["tls", nodeError("SELF_SIGNED_CERT_IN_CHAIN")],
    ["tls", nodeError("UNABLE_TO_VERIFY_LEAF_SIGNATURE")],
    ["region", new Error("Region is missing")],
    ["other", new Error("Invalid MD5 checksum on messages: message-1-EXAMPLE")],
    ["other", "thrown text"],
    ["other", undefined],
  ])("is %s for %s", (reason, error) => {
    expect(diagnose(error, "sqs:ReceiveMessage").reason).toBe(reason);
  });

  it("names the missing right", () => {
    const { advice } = diagnose(sqsError("AccessDenied"), "sqs:DeleteMessage");

    expect(advice).toContain("sqs:DeleteMessage");
  });
});

describe("a refused receipt handle", () => {
  it.each([
    ["ReceiptHandleIsInvalid", true],
    ["MessageNotInflight", true],
    ["AWS.SimpleQueueService.MessageNotInflight", true],
    ["InvalidParameterValue", true],
    ["InternalError", false],
    ["RequestThrottled", false],
    ["AccessDenied", false],
  ])("with %s stands for a claim that is over: %s", (code, gone) => {
    expect(isGone(code)).toBe(gone);
  });
});
