import type { JsonObject } from "../../event.ts";
import { objectOf, textOf } from "../value.ts";
import type { Actor, Role, User } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Reading } from "./reading.ts";
import { credentialOf, sessionOf } from "./session.ts";
import { accountOf, userOf } from "./user.ts";

/** Who called, and through which service. Undefined where the record says nothing of it. */
export function actorOf(reading: Reading, dialect: Dialect): Actor | undefined {
  const { identity } = reading;
  if (identity === undefined) return undefined;
  const user = callerOf(reading, identity, dialect);
  const session = sessionOf(reading, identity);
  const invoker = textOf(identity["invokedBy"]);
  if (user === undefined && session === undefined && invoker === undefined) return undefined;
  return actor(invoker, dialect, {
    iam_role: dialect.hasRoles ? issuingRole(reading) : undefined,
    idp: idpOf(reading, identity),
    session,
    user,
  });
}

/** For classes that can't be without: the service that wrote the record of its own accord, or nobody known. */
export function unknownActor({ author }: Reading, dialect: Dialect): Actor {
  const stranger = userOf({ name: "Unknown", type: "Unknown" }, dialect);
  return actor(author, dialect, {
    iam_role: undefined,
    idp: undefined,
    session: undefined,
    user: author === undefined ? stranger : undefined,
  });
}

function actor(
  invoker: string | undefined,
  { invoker: attribute }: Dialect,
  { iam_role, idp, session, user }: Pick<Actor, "iam_role" | "idp" | "session" | "user">,
): Actor {
  return {
    app_name: attribute === "app_name" ? invoker : undefined,
    application:
      attribute === "application" && invoker !== undefined ? { name: invoker } : undefined,
    iam_role,
    idp,
    invoked_by: attribute === "invoked_by" ? invoker : undefined,
    session,
    user,
  };
}

/** A service has nothing but its name, and a user in OCSF has to have one. */
function callerOf(
  { additional }: Reading,
  identity: JsonObject,
  dialect: Dialect,
): User | undefined {
  const type = textOf(identity["type"]);
  const service = type === "AWSService" ? textOf(identity["invokedBy"]) : undefined;
  return userOf(
    {
      name: textOf(identity["userName"]) ?? textOf(additional?.["UserName"]) ?? service,
      uid: textOf(identity["arn"]),
      uidAlt: textOf(identity["principalId"]) ?? personIn(identity),
      type,
      account: textOf(identity["accountId"]),
      credential: credentialOf(identity),
    },
    dialect,
  );
}

function personIn(identity: JsonObject): string | undefined {
  return textOf(objectOf(identity["onBehalfOf"])?.["userId"]);
}

function idpOf({ session }: Reading, identity: JsonObject): Actor["idp"] {
  const name =
    textOf(identity["identityProvider"]) ??
    textOf(objectOf(session?.["webIdFederationData"])?.["federatedProvider"]);
  const uid = textOf(objectOf(identity["onBehalfOf"])?.["identityStoreArn"]);
  return name === undefined && uid === undefined ? undefined : { name, uid };
}

function issuingRole({ session }: Reading): Role | undefined {
  const issuer = objectOf(session?.["sessionIssuer"]);
  const name = textOf(issuer?.["userName"]);
  const uid = textOf(issuer?.["arn"]);
  if (textOf(issuer?.["type"]) !== "Role" || (name ?? uid) === undefined) return undefined;
  const account = accountOf(textOf(issuer?.["accountId"]));
  return { account, name, uid, uid_alt: textOf(issuer?.["principalId"]) };
}
