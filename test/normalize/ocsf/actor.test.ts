import { describe, expect, it } from "vitest";
import { aCall, alice, webRole } from "../../support/a-call.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";

const account = { type: "AWS Account", type_id: 10, uid: "111122223333" };

describe("the actor of an OCSF event", () => {
  it("is the user, with the key that was used", () => {
    const event = ocsfEvent(aCall());

    expect(event).toHaveProperty("actor", {
      session: { credential_uid: "AKIAIOSFODNN7EXAMPLE" },
      user: {
        account,
        name: "alice",
        programmatic_credentials: [{ uid: "AKIAIOSFODNN7EXAMPLE" }],
        type: "IAMUser",
        type_id: 99,
        uid: "arn:aws:iam::111122223333:user/alice",
        uid_alt: "AIDACKCEVSQ6C2EXAMPLE",
      },
    });
  });

  it("has the session of an assumed role, whose ARN is its alternate id", () => {
    const event = ocsfEvent(aCall({ userIdentity: webRole }));

    expect(event).toHaveProperty("actor.session", {
      created_time: Date.parse("2026-11-22T09:00:00Z"),
      created_time_dt: "2026-11-22T09:00:00Z",
      credential_uid: "ASIAIOSFODNN7EXAMPLE",
      is_mfa: false,
      issuer: "arn:aws:iam::111122223333:role/web",
      uid: "AROACKCEVSQ6C2EXAMPLE:i-0123456789abcdef0",
      uid_alt: "arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0",
    });
    expect(event).not.toHaveProperty("actor.user.name");
  });

  it("has the role itself since 1.9", () => {
    const event = ocsfEvent(aCall({ userIdentity: webRole }), { version: "1.9.0" });

    expect(event).toHaveProperty("actor.iam_role", {
      account,
      name: "web",
      uid: "arn:aws:iam::111122223333:role/web",
      uid_alt: "AROACKCEVSQ6C2EXAMPLE",
    });
    expect(event).toHaveProperty("unmapped", {
      "userIdentity.sessionContext.sessionIssuer.type": "Role",
    });
  });

  it("has the key where versions before 1.6 want it", () => {
    const event = ocsfEvent(aCall(), { version: "1.5.0" });

    expect(event).toHaveProperty("actor.user.credential_uid", "AKIAIOSFODNN7EXAMPLE");
    expect(event).not.toHaveProperty("actor.user.programmatic_credentials");
  });

  it.each([
    ["1.1.0", { invoked_by: "lambda.amazonaws.com" }],
    ["1.5.0", { app_name: "lambda.amazonaws.com" }],
    ["1.8.0", { app_name: "lambda.amazonaws.com" }],
    ["1.9.0", { application: { name: "lambda.amazonaws.com" } }],
  ] as const)("is a service, by the name that %s has for it", (version, expected) => {
    const userIdentity = { type: "AWSService", invokedBy: "lambda.amazonaws.com" };

    const event = ocsfEvent(aCall({ userIdentity }), { version });

    expect(event).toMatchObject({ actor: expected });
    expect(event).toMatchObject({ actor: { user: { type: "AWSService" } } });
  });

  it("is a person of IAM Identity Center, by the id in the directory", () => {
    const userIdentity = {
      type: "IdentityCenterUser",
      accountId: "111122223333",
      onBehalfOf: {
        userId: "544894e8-80c1-707f-EXAMPLE",
        identityStoreArn: "arn:aws:identitystore::111122223333:identitystore/d-EXAMPLE",
      },
      credentialId: "VAZIEXAMPLE",
    };

    const event = ocsfEvent(aCall({ userIdentity }));

    expect(event).toMatchObject({
      actor: {
        idp: { uid: userIdentity.onBehalfOf.identityStoreArn },
        session: { credential_uid: "VAZIEXAMPLE" },
        user: { type: "IdentityCenterUser", uid_alt: "544894e8-80c1-707f-EXAMPLE" },
      },
    });
    expect(event).not.toHaveProperty("unmapped");
  });

  it.each([
    { type: "WebIdentityUser", userName: "erin", identityProvider: "accounts.example.com" },
    {
      type: "WebIdentityUser",
      userName: "erin",
      sessionContext: { webIdFederationData: { federatedProvider: "accounts.example.com" } },
    },
  ])("names the provider that vouches for $userName", (userIdentity) => {
    expect(ocsfEvent(aCall({ userIdentity }))).toHaveProperty("actor.idp", {
      name: "accounts.example.com",
    });
  });

  it.each([
    { type: "Root", accountId: "111122223333" },
    { ...alice, type: "Directory" },
  ])("keeps CloudTrail's word for its kind: $type", (userIdentity) => {
    expect(ocsfEvent(aCall({ userIdentity }))).toMatchObject({
      actor: { user: { type: userIdentity.type, type_id: 99 } },
    });
  });

  it("is the service that wrote a record of its own accord", () => {
    const record = aCall({ userIdentity: null, eventType: "AwsServiceEvent" });

    expect(ocsfEvent(record)).toHaveProperty("actor", { app_name: "ec2.amazonaws.com" });
  });

  it("is unknown where the record doesn't tell", () => {
    expect(ocsfEvent(aCall({ userIdentity: "alice" }))).toMatchObject({
      actor: { user: { name: "Unknown", type_id: 0 } },
      unmapped: { userIdentity: "alice" },
    });
  });
});
