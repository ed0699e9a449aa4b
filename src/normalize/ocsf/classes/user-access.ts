import { textAt } from "../../value.ts";
import { deniedTarget } from "../arn.ts";
import type { Resource, User } from "../attributes.ts";
import { ownAccount } from "../cloud.ts";
import type { Dialect } from "../dialect.ts";
import type { Making } from "../making.ts";
import type { Reading } from "../reading.ts";
import { targetResource } from "../resources.ts";
import type { Specifics } from "../specifics.ts";
import { userOf } from "../user.ts";

/** A user is given a permission set for an account, or loses it. */
export function userAccessOf(reading: Reading, { dialect }: Making): Specifics {
  return {
    privileges: [permissionSetOf(reading) ?? "Unknown"],
    resources: dialect.hasClientEverywhere ? accountsOf(reading, dialect) : undefined,
    user: principalOf(reading, dialect),
  };
}

/** The same in 1.9, where it is a role that is assigned. */
export function roleAssignmentOf(reading: Reading, { dialect }: Making): Specifics {
  const uid = permissionSetOf(reading);
  return {
    iam_roles:
      uid === undefined
        ? undefined
        : [{ account: undefined, name: undefined, uid, uid_alt: undefined }],
    resources: accountsOf(reading, dialect),
    user: principalOf(reading, dialect),
  };
}

function permissionSetOf({ fields, parameters }: Reading): string | undefined {
  return textAt(parameters, "permissionSetArn") ?? deniedTarget(textAt(fields, "errorMessage")).arn;
}

function principalOf(reading: Reading, dialect: Dialect): User | undefined {
  const uid = textAt(reading.parameters, "principalId");
  return (
    userOf({ uid, account: ownAccount(reading) }, dialect) ?? userOf({ name: "Unknown" }, dialect)
  );
}

function accountsOf({ parameters }: Reading, dialect: Dialect): readonly Resource[] | undefined {
  const uid = textAt(parameters, "targetId");
  return uid === undefined
    ? undefined
    : [targetResource({ uid, type: textAt(parameters, "targetType") }, dialect)];
}
