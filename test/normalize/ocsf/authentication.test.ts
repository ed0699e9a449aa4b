import { describe, expect, it } from "vitest";
import { aCall, alice, webRole } from "../../support/a-call.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";

const roleArn = "arn:aws:iam::444455556666:role/audit";

function assumeRole(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return aCall({
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    userIdentity: webRole,
    requestParameters: { roleArn, roleSessionName: "nightly" },
    ...fields,
  });
}

function consoleLogin(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return aCall({
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    ...fields,
  });
}

describe("an assumed role", () => {
  it("is a logon as the role, under the name of the session", () => {
    expect(ocsfEvent(assumeRole())).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      logon_type_id: 3,
      service: { name: "sts.amazonaws.com" },
      user: { uid: roleArn, name: "nightly", account: { uid: "444455556666" } },
    });
  });

  it("has the session that was made, until it expires", () => {
    const responseElements = {
      credentials: {
        accessKeyId: "ASIAIOSFODNN7EXAMPLE",
        sessionToken: "secret",
        expiration: "Nov 22, 2026, 10:15:04\u202fAM",
      },
      assumedRoleUser: {
        assumedRoleId: "AROACKCEVSQ6C2EXAMPLE:nightly",
        arn: "arn:aws:sts::444455556666:assumed-role/audit/nightly",
      },
    };

    expect(ocsfEvent(assumeRole({ responseElements }))).toHaveProperty("session", {
      credential_uid: "ASIAIOSFODNN7EXAMPLE",
      expiration_time: Date.parse("2026-11-22T10:15:04Z"),
      expiration_time_dt: "2026-11-22T10:15:04.000Z",
      uid: "AROACKCEVSQ6C2EXAMPLE:nightly",
      uid_alt: "arn:aws:sts::444455556666:assumed-role/audit/nightly",
    });
  });

  it("is known by the error where the parameters are left out", () => {
    const record = assumeRole({
      requestParameters: null,
      errorCode: "AccessDenied",
      errorMessage: `User: x is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    });

    expect(ocsfEvent(record)).toMatchObject({
      status_id: 2,
      user: { uid: roleArn, name: "audit", account: { uid: "444455556666" } },
    });
  });

  it.each([
    ["AssumeRoleWithSAML", 5, "SAML"],
    ["AssumeRoleWithWebIdentity", 4, "OpenID"],
  ])("tells the protocol of %s", (eventName, id, caption) => {
    expect(ocsfEvent(assumeRole({ eventName }))).toMatchObject({
      auth_protocol_id: id,
      auth_protocol: caption,
    });
  });

  it("was asked for with a second factor where it names the device", () => {
    const requestParameters = { roleArn, serialNumber: "arn:aws:iam::111122223333:mfa/alice" };

    expect(ocsfEvent(assumeRole({ requestParameters }))).toHaveProperty("is_mfa", true);
  });
});

describe("a login to the console", () => {
  const additionalEventData = {
    LoginTo: "https://console.aws.amazon.com/console/home?region=eu-central-1",
    MobileVersion: "No",
    MFAUsed: "Yes",
  };

  it("is of who signs in, and where to", () => {
    const responseElements = { ConsoleLogin: "Success" };

    expect(ocsfEvent(consoleLogin({ responseElements, additionalEventData }))).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 1,
      is_mfa: true,
      is_remote: true,
      logon_type_id: 2,
      user: { name: "alice" },
      dst_endpoint: {
        hostname: "console.aws.amazon.com",
        svc_name: additionalEventData.LoginTo,
      },
      unmapped: { "additionalEventData.MobileVersion": "No" },
    });
  });

  it("fails by its answer, without an error code", () => {
    const record = consoleLogin({
      responseElements: { ConsoleLogin: "Failure" },
      errorMessage: "Failed authentication",
    });

    const event = ocsfEvent(record);

    expect(event).toMatchObject({ status_id: 2, status_detail: "Failed authentication" });
    expect(event).not.toHaveProperty("status_code");
  });

  it.each([
    ["No", false],
    [true, true],
    ["false", false],
  ])("takes %j for an answer about the second factor", (MFAUsed, isMfa) => {
    expect(ocsfEvent(consoleLogin({ additionalEventData: { MFAUsed } }))).toHaveProperty(
      "is_mfa",
      isMfa,
    );
  });
});

describe("a step of a sign-in", () => {
  it.each([
    ["Success", 1],
    ["Failure", 2],
  ])("tells %s in the details of the service", (answer, id) => {
    const record = aCall({
      eventSource: "signin.amazonaws.com",
      eventName: "CredentialChallenge",
      serviceEventDetails: { CredentialChallenge: answer },
    });

    expect(ocsfEvent(record)).toMatchObject({
      class_uid: 3002,
      activity_id: 99,
      activity_name: "CredentialChallenge",
      status_id: id,
    });
  });

  it("keeps a word of its own for what became of it", () => {
    const record = aCall({
      eventSource: "signin.amazonaws.com",
      eventName: "CheckMfa",
      responseElements: { CheckMfa: "Pending" },
    });

    expect(ocsfEvent(record)).toMatchObject({ status_id: 99, status: "Pending" });
  });

  it.each([
    [{ MfaType: "U2F MFA" }, 9, "U2F"],
    [{ MfaType: "Virtual MFA" }, 7, "OTP"],
    [{ CredentialType: "PASSWORD" }, 11, "Password"],
    [{ CredentialType: "PASSKEY" }, 99, "PASSKEY"],
  ])("names the factor of %j", (additionalEventData, id, caption) => {
    const record = aCall({
      eventSource: "signin.amazonaws.com",
      eventName: "CheckMfa",
      additionalEventData,
    });

    expect(ocsfEvent(record)).toMatchObject({
      auth_factors: [{ factor_type_id: id, factor_type: caption }],
    });
  });

  it("is of the person whom only its own details name", () => {
    const record = aCall({
      eventSource: "sso.amazonaws.com",
      eventName: "UserAuthentication",
      userIdentity: { ...alice, userName: null },
      additionalEventData: { UserName: "frank@example.com" },
    });

    expect(ocsfEvent(record)).toMatchObject({
      class_uid: 3002,
      user: { name: "frank@example.com" },
    });
  });

  it.each([
    ["1.5.0", { activity_id: 99, activity_name: "SwitchRole" }],
    ["1.8.0", { activity_id: 7, account_switch_type_id: 2 }],
  ] as const)("switches roles as %s can say it", (version, expected) => {
    const record = aCall({ eventSource: "signin.amazonaws.com", eventName: "SwitchRole" });

    expect(ocsfEvent(record, { version })).toMatchObject(expected);
  });
});

it("calls the root user of another account by its account", () => {
  const record = aCall({
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRoot",
    requestParameters: { targetPrincipal: "444455556666" },
  });

  expect(ocsfEvent(record)).toHaveProperty("user", {
    account: { type: "AWS Account", type_id: 10, uid: "444455556666" },
    name: "root",
  });
});
