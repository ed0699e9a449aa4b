import type { JsonObject } from "../../event.ts";
import { objectOf, textOf } from "../value.ts";
import type { Session } from "./attributes.ts";
import { sessionInstant } from "./instant.ts";
import type { Instant } from "./instant.ts";

/** The session that a call was made in. OCSF has the ARN of a session as its alternate id, and what is unique to it as its id. */
export function sessionOf(
  identity: JsonObject,
  context: JsonObject | undefined,
): Session | undefined {
  const { uid, uidAlt } = identity["type"] === "AssumedRole" ? assumedIds(identity) : noIds;
  const { created, isMfa, issuer } = factsOf(context);
  const credential = credentialOf(identity);
  if ((created ?? credential ?? isMfa ?? issuer ?? uid ?? uidAlt) === undefined) return undefined;
  return {
    created_time: created?.ms,
    created_time_dt: created?.text,
    credential_uid: credential,
    expiration_time: undefined,
    expiration_time_dt: undefined,
    is_mfa: isMfa,
    issuer,
    uid,
    uid_alt: uidAlt,
  };
}

interface Facts {
  readonly created: Instant | undefined;
  readonly isMfa: boolean | undefined;
  readonly issuer: string | undefined;
}

function factsOf(context: JsonObject | undefined): Facts {
  const attributes = objectOf(context?.["attributes"]);
  return {
    created: createdAt(attributes),
    isMfa: flagOf(textOf(attributes?.["mfaAuthenticated"])),
    issuer: textOf(objectOf(context?.["sessionIssuer"])?.["arn"]),
  };
}

interface Ids {
  readonly uid: string | undefined;
  readonly uidAlt: string | undefined;
}

const noIds: Ids = { uid: undefined, uidAlt: undefined };

function assumedIds(identity: JsonObject): Ids {
  return { uid: textOf(identity["principalId"]), uidAlt: textOf(identity["arn"]) };
}

function createdAt(attributes: JsonObject | undefined): Instant | undefined {
  const text = textOf(attributes?.["creationDate"]);
  return text === undefined ? undefined : sessionInstant(text);
}

function flagOf(text: string | undefined): boolean | undefined {
  if (text === "true") return true;
  return text === "false" ? false : undefined;
}

/** People who come through IAM Identity Center have another kind of credential than keys. */
export function credentialOf(identity: JsonObject): string | undefined {
  return textOf(identity["accessKeyId"]) ?? textOf(identity["credentialId"]);
}
