import { objectAt, textAt } from "../value.ts";
import { arnOf, nameIn } from "./arn.ts";
import type { User } from "./attributes.ts";
import { ownAccount } from "./cloud.ts";
import type { Dialect } from "./dialect.ts";
import type { Reading } from "./reading.ts";
import { targetOf } from "./target.ts";
import { credentialsOf, userOf } from "./user.ts";

/**
 * The user that a call changes: by its parameters and its answer, or by the error that denied it. The account alone is
 * true as well, where nothing else is known.
 */
export function changedUser(
  reading: Reading,
  caller: User | undefined,
  dialect: Dialect,
): User | undefined {
  const arn = textAt(objectAt(reading.response, "user"), "arn");
  const name = nameOf(reading) ?? nameIn(arn);
  const id = idIn(reading);
  if (name === undefined && id !== undefined) return knownById(id, reading, dialect);
  if (name === undefined && caller !== undefined && isSelfService(reading))
    return withKey(caller, keyIn(reading), dialect);
  const target = targetOf(reading, name, arn);
  return userOf(
    {
      name: target.name,
      uid: target.uid ?? id,
      uidAlt: target.uid === undefined ? undefined : id,
      account: arnOf(target.uid).account ?? ownAccount(reading),
      credential: keyIn(reading),
    },
    dialect,
  );
}

function knownById(uid: string, reading: Reading, dialect: Dialect): User | undefined {
  return userOf({ uid, account: ownAccount(reading) }, dialect);
}

/** The key that the call is about, not the one that it was made with. */
function withKey(user: User, key: string | undefined, dialect: Dialect): User {
  if (key === undefined) return user;
  const { credential_uid, programmatic_credentials } = credentialsOf(key, dialect);
  return { ...user, credential_uid, programmatic_credentials };
}

function keyIn({ parameters, response }: Reading): string | undefined {
  return (
    textAt(objectAt(response, "accessKey"), "accessKeyId") ?? textAt(parameters, "accessKeyId")
  );
}

/** The user that a call puts into a group or takes out of it, if it is about one. */
export function memberOf(reading: Reading, dialect: Dialect): User | undefined {
  const name = nameOf(reading);
  const uid = idIn(reading);
  if ((name ?? uid) === undefined) return undefined;
  return userOf({ name, uid, account: ownAccount(reading) }, dialect);
}

/** IAM says `userName`, Cognito `username`. */
function nameOf({ parameters, response }: Reading): string | undefined {
  return (
    textAt(parameters, "userName") ??
    textAt(parameters, "username") ??
    textAt(objectAt(response, "user"), "userName") ??
    textAt(objectAt(response, "user"), "username") ??
    textAt(objectAt(response, "accessKey"), "userName")
  );
}

/** Directories know users by an id alone. */
function idIn({ parameters, response }: Reading): string | undefined {
  return (
    textAt(objectAt(response, "user"), "userId") ??
    textAt(parameters, "userId") ??
    textAt(objectAt(parameters, "memberId"), "userId") ??
    textAt(objectAt(parameters, "member"), "memberId") ??
    textAt(parameters, "memberId") ??
    textAt(response, "userId") ??
    textAt(response, "userSub")
  );
}

/** IAM takes these as said of the caller, where they name no user. */
const reflexive = new Set([
  "ChangePassword",
  "CreateAccessKey",
  "DeleteAccessKey",
  "DeleteSigningCertificate",
  "UpdateAccessKey",
  "UpdateSigningCertificate",
  "UploadSigningCertificate",
]);

/** What people change at the sign-in page and in their account's settings is their own. */
function isSelfService({ service, operation = "" }: Reading): boolean {
  const isOwnPage = service === "signin.amazonaws.com" || service === "account.amazonaws.com";
  return isOwnPage || reflexive.has(operation);
}
