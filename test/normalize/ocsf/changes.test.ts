import { describe, expect, it } from "vitest";
import type { OcsfVersion } from "../../../src/normalize/ocsf/dialect.ts";
import { aCall } from "../../support/a-call.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";

const account = { type: "AWS Account", type_id: 10, uid: "111122223333" };
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const permissionSet = "arn:aws:sso:::permissionSet/ssoins-EXAMPLE/ps-EXAMPLE";

function change(
  eventName: string,
  requestParameters: unknown,
  fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return aCall({ eventSource: "iam.amazonaws.com", eventName, requestParameters, ...fields });
}

describe("a change of a user", () => {
  it("is of the user that was made, by name and both ids", () => {
    const user = {
      userName: "bob",
      arn: "arn:aws:iam::111122223333:user/people/bob",
      userId: "AIDAJQABLZS4A3EXAMPLE",
    };
    const record = change("CreateUser", { userName: "bob" }, { responseElements: { user } });

    expect(ocsfEvent(record)).toMatchObject({
      class_uid: 3001,
      activity_id: 1,
      user: { account, name: "bob", uid: user.arn, uid_alt: user.userId },
    });
  });

  it.each([
    ["1.8.0", 3001, 99, "user_result"],
    ["1.9.0", 3007, 2, "updated_user"],
  ] as const)("has the new name in the words of %s", (version, classUid, activityId, attribute) => {
    const record = change("UpdateUser", { userName: "bob", newUserName: "robert" });

    expect(ocsfEvent(record, { version })).toMatchObject({
      class_uid: classUid,
      activity_id: activityId,
      user: { name: "bob" },
      [attribute]: { name: "robert" },
    });
  });

  it.each([
    ["1.1.0", { policy: { uid: admin, name: "AdministratorAccess" } }],
    ["1.8.0", { policies: [{ uid: admin, name: "AdministratorAccess" }] }],
  ] as const)("has the policy that was attached, as %s wants it", (version, expected) => {
    const record = change("AttachUserPolicy", { userName: "bob", policyArn: admin });

    expect(ocsfEvent(record, { version })).toMatchObject({ activity_id: 7, ...expected });
  });

  it("has the text of a policy that was written for it", () => {
    const parameters = { userName: "bob", policyName: "everything", policyDocument: "{}" };

    expect(ocsfEvent(change("PutUserPolicy", parameters))).toMatchObject({
      policies: [{ name: "everything", data: "{}", type: "Inline" }],
    });
  });

  it("has the key that was made", () => {
    const responseElements = { accessKey: { userName: "bob", accessKeyId: "AKIAEXAMPLE" } };

    expect(ocsfEvent(change("CreateAccessKey", null, { responseElements }))).toMatchObject({
      user: { name: "bob", programmatic_credentials: [{ uid: "AKIAEXAMPLE" }] },
    });
  });

  it.each([
    ["arn:aws:iam::111122223333:mfa/bob", 7],
    ["arn:aws:iam::111122223333:u2f/user/bob/key", 9],
    ["arn:aws:iam::111122223333:sms-mfa/bob", 1],
    ["GAHT12345678", 6],
  ])("tells the kind of the device %s", (serialNumber, id) => {
    const record = change("EnableMFADevice", { userName: "bob", serialNumber });

    expect(ocsfEvent(record)).toMatchObject({
      activity_id: 10,
      auth_factors: [{ factor_type_id: id, device: { uid: serialNumber } }],
    });
  });

  it("is of the caller where IAM takes it so", () => {
    expect(ocsfEvent(change("ChangePassword", null))).toMatchObject({ user: { name: "alice" } });
  });

  it("has the key that it is about, not the one that it was made with", () => {
    const event = ocsfEvent(change("DeleteAccessKey", { accessKeyId: "AKIAEXAMPLE" }));

    expect(event).toMatchObject({
      actor: { user: { programmatic_credentials: [{ uid: "AKIAIOSFODNN7EXAMPLE" }] } },
      user: { name: "alice", programmatic_credentials: [{ uid: "AKIAEXAMPLE" }] },
    });
  });

  it("is known by the error where the parameters are left out", () => {
    const record = change("CreateUser", null, {
      errorCode: "AccessDenied",
      errorMessage:
        "User: x is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::111122223333:user/bob because no policy allows it",
    });

    expect(ocsfEvent(record)).toHaveProperty("user", {
      account,
      name: "bob",
      uid: "arn:aws:iam::111122223333:user/bob",
    });
  });

  it("is of some user of the account where nothing is told", () => {
    const record = change("DeleteUser", null, { errorCode: "AccessDenied" });

    expect(ocsfEvent(record)).toHaveProperty("user", { account });
  });

  it("is of another class where another service has users too", () => {
    const record = change("CreateUser", null, { eventSource: "elasticache.amazonaws.com" });

    expect(ocsfEvent(record)).toMatchObject({ class_uid: 6003, activity_id: 1 });
  });
});

describe("a change of a role", () => {
  const role = { roleName: "audit", arn: "arn:aws:iam::111122223333:role/audit", roleId: "AROA" };
  const record = change("CreateRole", { roleName: "audit" }, { responseElements: { role } });

  it("is one of a user before 1.9", () => {
    expect(ocsfEvent(record)).toMatchObject({
      class_uid: 3001,
      user: { account, name: "audit", uid: role.arn, uid_alt: "AROA", type: "Role", type_id: 99 },
    });
  });

  it("has its own class since 1.9", () => {
    expect(ocsfEvent(record, { version: "1.9.0" })).toMatchObject({
      class_uid: 3008,
      activity_id: 1,
      iam_role: { account, name: "audit", uid: role.arn, uid_alt: "AROA" },
    });
  });

  it("has the instance profile that it is assigned to", () => {
    const parameters = { roleName: "audit", instanceProfileName: "web" };
    const added = change("AddRoleToInstanceProfile", parameters);

    expect(ocsfEvent(added, { version: "1.9.0" })).toMatchObject({
      activity_id: 6,
      resources: [{ name: "web", type: "AWS::IAM::InstanceProfile" }],
    });
  });

  it.each([
    ["1.8.0", { class_uid: 6003, activity_id: 3 }],
    [
      "1.9.0",
      {
        class_uid: 3008,
        activity_id: 8,
        iam_role: { uid: permissionSet },
        policies: [{ uid: admin }],
      },
    ],
  ] as const)("is one of a permission set in %s", (version, expected) => {
    const attached = change(
      "AttachManagedPolicyToPermissionSet",
      { permissionSetArn: permissionSet, managedPolicyArn: admin },
      { eventSource: "sso.amazonaws.com" },
    );

    expect(ocsfEvent(attached, { version })).toMatchObject(expected);
  });
});

describe("a change of a group", () => {
  const joined = change("AddUserToGroup", { groupName: "operators", userName: "bob" });

  it.each([
    ["1.1.0", { user: { name: "bob" } }],
    ["1.8.0", { user: { name: "bob" } }],
    ["1.9.0", { users: [{ name: "bob" }] }],
  ] as const)("has its new member as %s wants it", (version, expected) => {
    expect(ocsfEvent(joined, { version })).toMatchObject({
      class_uid: 3006,
      activity_id: 3,
      group: { name: "operators" },
      actor: { user: { name: "alice" } },
      ...expected,
    });
  });

  it.each([
    ["1.8.0", 1, { privileges: [admin] }],
    ["1.9.0", 10, { policies: [{ uid: admin }] }],
  ] as const)("has what it may do from now on as %s wants it", (version, activityId, expected) => {
    const attached = change("AttachGroupPolicy", { groupName: "operators", policyArn: admin });

    expect(ocsfEvent(attached, { version })).toMatchObject({
      activity_id: activityId,
      group: { name: "operators" },
      ...expected,
    });
  });

  it("is a call like others in 1.1.0, where it is about neither a user nor a privilege", () => {
    const record = change("CreateGroup", { groupName: "operators" });

    expect(ocsfEvent(record, { version: "1.1.0" })).toMatchObject({
      class_uid: 6003,
      activity_id: 1,
    });
    expect(ocsfEvent(record, { version: "1.5.0" })).toMatchObject({
      class_uid: 3006,
      activity_id: 6,
    });
  });

  it("has the ids of a directory", () => {
    const record = change(
      "CreateGroupMembership",
      { groupId: "74d8b438-EXAMPLE", memberId: { userId: "544894e8-EXAMPLE" } },
      { eventSource: "identitystore.amazonaws.com" },
    );

    expect(ocsfEvent(record)).toMatchObject({
      class_uid: 3006,
      group: { uid: "74d8b438-EXAMPLE" },
      user: { uid: "544894e8-EXAMPLE" },
    });
  });
});

describe("an account assignment", () => {
  const parameters = {
    principalId: "544894e8-EXAMPLE",
    permissionSetArn: permissionSet,
    targetId: "444455556666",
    targetType: "AWS_ACCOUNT",
  };
  const assigned = (principalType: string) =>
    change(
      "CreateAccountAssignment",
      { ...parameters, principalType },
      { eventSource: "sso.amazonaws.com" },
    );
  const target = { uid: "444455556666", type: "AWS_ACCOUNT" };

  it.each<[OcsfVersion, string, object]>([
    [
      "1.8.0",
      "USER",
      { class_uid: 3005, activity_id: 1, privileges: [permissionSet], resources: [target] },
    ],
    [
      "1.9.0",
      "USER",
      {
        class_uid: 3007,
        activity_id: 16,
        iam_roles: [{ uid: permissionSet }],
        resources: [target],
      },
    ],
    ["1.8.0", "GROUP", { class_uid: 3006, activity_id: 1, privileges: [permissionSet] }],
    ["1.9.0", "GROUP", { class_uid: 3006, activity_id: 12, iam_roles: [{ uid: permissionSet }] }],
  ])("is, in %s for a %s, what fits the principal", (version, principalType, expected) => {
    const principal = { uid: "544894e8-EXAMPLE" };

    expect(ocsfEvent(assigned(principalType), { version })).toMatchObject({
      ...expected,
      ...(principalType === "GROUP" ? { group: principal } : { user: principal }),
    });
  });
});

describe("a change of an entity", () => {
  it.each([
    [
      "CreatePolicy",
      { policyName: "p", policyDocument: "{}" },
      { type_id: 5, name: "p", data: "{}" },
    ],
    ["DeletePolicy", { policyArn: admin }, { type_id: 5, uid: admin, name: "AdministratorAccess" }],
    ["SetDefaultPolicyVersion", { policyArn: admin, versionId: "v2" }, { version: "v2" }],
    [
      "CreateInstanceProfile",
      { instanceProfileName: "web" },
      { type: "Instance Profile", name: "web" },
    ],
    ["CreateSAMLProvider", { name: "corp" }, { type: "SAML Provider", name: "corp" }],
    ["CreateOpenIDConnectProvider", { url: "https://a.example" }, { name: "https://a.example" }],
    ["CreateAccountAlias", { accountAlias: "shop" }, { type: "Account Alias", name: "shop" }],
    ["UpdateAccountPasswordPolicy", null, { name: "Account Password Policy", type_id: 99 }],
  ])("names what %s is about", (eventName, parameters, expected) => {
    expect(ocsfEvent(change(eventName, parameters))).toMatchObject({
      class_uid: 3004,
      entity: expected,
    });
  });
});
