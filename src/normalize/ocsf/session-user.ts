import { objectAt, textAt } from "../value.ts";
import { arnOf, deniedTarget, nameIn } from "./arn.ts";
import type { User } from "./attributes.ts";
import { ownAccount } from "./cloud.ts";
import type { Dialect } from "./dialect.ts";
import type { Reading } from "./reading.ts";
import { userOf } from "./user.ts";

/** Who it is from now on: the role that is assumed, the root user that a call acts as, or who signs in. */
export function sessionUser(
  reading: Reading,
  caller: User | undefined,
  dialect: Dialect,
): User | undefined {
  return (
    (isOfRole(reading) ? assumedRole(reading, dialect) : undefined) ??
    (reading.operation === "AssumeRoot" ? rootUser(reading, dialect) : undefined) ??
    namedUser(reading, dialect) ??
    caller ??
    userOf({ account: ownAccount(reading) }, dialect) ??
    userOf({ name: "Unknown" }, dialect)
  );
}

/** `AssumeRoleWithSAML` and its like, IAM Roles Anywhere, and pods. */
function isOfRole({ operation = "", service }: Reading): boolean {
  return operation.startsWith("AssumeRole") || service === "rolesanywhere.amazonaws.com";
}

function assumedRole(reading: Reading, dialect: Dialect): User | undefined {
  const { fields, parameters, response } = reading;
  const session = textAt(objectAt(response, "assumedRoleUser"), "arn");
  const role = textAt(parameters, "roleArn") ?? deniedTarget(textAt(fields, "errorMessage")).arn;
  const uid = role ?? session;
  if (uid === undefined) return undefined;
  const name = textAt(parameters, "roleSessionName") ?? nameIn(session) ?? nameIn(role);
  return userOf({ uid, name, account: arnOf(uid).account ?? ownAccount(reading) }, dialect);
}

/** The target is an account, by its number or by an ARN. */
function rootUser({ parameters }: Reading, dialect: Dialect): User | undefined {
  const target = textAt(parameters, "targetPrincipal");
  const isArn = target?.startsWith("arn:") === true;
  return userOf(
    {
      name: "root",
      uid: isArn ? target : undefined,
      account: isArn ? arnOf(target).account : target,
    },
    dialect,
  );
}

/** Federated users, and those of Cognito, are named by the call. */
function namedUser(reading: Reading, dialect: Dialect): User | undefined {
  const { operation, parameters, response } = reading;
  const uid = textAt(objectAt(response, "federatedUser"), "arn");
  const name =
    textAt(parameters, operation === "GetFederationToken" ? "name" : "username") ??
    textAt(objectAt(parameters, "authParameters"), "USERNAME");
  if ((uid ?? name) === undefined) return undefined;
  return userOf({ name, uid, account: arnOf(uid).account ?? ownAccount(reading) }, dialect);
}
