import type { Account, User } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";

export interface Person {
  readonly name?: string | undefined;
  readonly uid?: string | undefined;
  readonly uidAlt?: string | undefined;
  readonly type?: string | undefined;
  readonly account?: string | undefined;
  readonly credential?: string | undefined;
}

/** Undefined where there is no name, no id and no account, for OCSF has no such user. */
export function userOf(person: Person, dialect: Dialect): User | undefined {
  const { name, uid, type, account } = person;
  if (name === undefined && uid === undefined && account === undefined) return undefined;
  const { credential_uid, programmatic_credentials } = credentialsOf(person.credential, dialect);
  return {
    account: accountOf(account),
    credential_uid,
    name,
    programmatic_credentials,
    type: type === "Other" ? undefined : type,
    type_id: typeIdOf(type),
    uid,
    uid_alt: person.uidAlt,
  };
}

type Credentials = Pick<User, "credential_uid" | "programmatic_credentials">;

export function credentialsOf(
  uid: string | undefined,
  { hasProgrammaticCredentials }: Dialect,
): Credentials {
  if (uid === undefined || !hasProgrammaticCredentials)
    return { credential_uid: uid, programmatic_credentials: undefined };
  return { credential_uid: undefined, programmatic_credentials: [{ uid }] };
}

export function accountOf(uid: string | undefined): Account | undefined {
  return uid === undefined ? undefined : { type: "AWS Account", type_id: 10, uid };
}

/** CloudTrail's own words are what consumers ask for, and none of them is one of OCSF's captions but `Unknown`. */
function typeIdOf(type: string | undefined): number | undefined {
  if (type === undefined) return undefined;
  return type === "Unknown" ? 0 : 99;
}
