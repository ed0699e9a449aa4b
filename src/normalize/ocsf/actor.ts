import type { JsonObject } from "../../event.ts";
import { flat } from "../flat.ts";
import { objectOf, textOf } from "../value.ts";
import type { Action } from "./action.ts";
import type { Actor, Role, User } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { actorName, actorObservables } from "./observables.ts";
import { credentialOf, sessionOf } from "./session.ts";
import { accountOf, userOf } from "./user.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

/** Who called, and through which service. */
export type WrittenActor = Written<Actor> & { readonly nameObservable: string };

/** Undefined where the identity says nothing of who called. `otherName` is where it has none. */
export function actorOf(
  identity: JsonObject | undefined,
  otherName: string | undefined,
  dialect: Dialect,
): WrittenActor | undefined {
  if (identity === undefined) return undefined;
  const context = objectOf(identity["sessionContext"]);
  const user = userIn(identity, otherName, dialect);
  const session = sessionOf(identity, context);
  const invoker = textOf(identity["invokedBy"]);
  if (user === undefined && session === undefined && invoker === undefined) return undefined;
  return actor(invoker, dialect, {
    iam_role: dialect.hasRoles ? issuingRole(context) : undefined,
    idp: idpOf(identity, context),
    session,
    user,
  });
}

/** For classes that can't be without: the service that wrote the record of its own accord, or nobody known. */
export function unknownActor({ author }: Action, dialect: Dialect): WrittenActor {
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
): WrittenActor {
  const made: Actor = {
    app_name: attribute === "app_name" ? invoker : undefined,
    application:
      attribute === "application" && invoker !== undefined ? { name: invoker } : undefined,
    iam_role,
    idp,
    invoked_by: attribute === "invoked_by" ? invoker : undefined,
    session,
    user,
  };
  return { ...written(made, actorObservables(made)), nameObservable: flat(actorName(user?.name)) };
}

/** A service has nothing but its name, and a user in OCSF has to have one. */
function userIn(
  identity: JsonObject,
  otherName: string | undefined,
  dialect: Dialect,
): User | undefined {
  const type = textOf(identity["type"]);
  const service = type === "AWSService" ? textOf(identity["invokedBy"]) : undefined;
  return userOf(
    {
      name: textOf(identity["userName"]) ?? otherName ?? service,
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

function idpOf(identity: JsonObject, context: JsonObject | undefined): Actor["idp"] {
  const name =
    textOf(identity["identityProvider"]) ??
    textOf(objectOf(context?.["webIdFederationData"])?.["federatedProvider"]);
  const uid = textOf(objectOf(identity["onBehalfOf"])?.["identityStoreArn"]);
  return name === undefined && uid === undefined ? undefined : { name, uid };
}

function issuingRole(context: JsonObject | undefined): Role | undefined {
  const issuer = objectOf(context?.["sessionIssuer"]);
  const name = textOf(issuer?.["userName"]);
  const uid = textOf(issuer?.["arn"]);
  if (textOf(issuer?.["type"]) !== "Role" || (name ?? uid) === undefined) return undefined;
  const account = accountOf(textOf(issuer?.["accountId"]));
  return { account, name, uid, uid_alt: textOf(issuer?.["principalId"]) };
}
