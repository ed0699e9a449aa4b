import type { JsonObject } from "../event.ts";
import { flat } from "./flat.ts";
import { memo } from "./memo.ts";
import { objectOf, textOf } from "./value.ts";

/** Who made the call, in the one reading that all formats share. */
export interface Identity {
  /** CloudTrail's `userIdentity.type`. */
  readonly type: string | undefined;
  readonly id: string | undefined;
  /** The user, or the role behind an assumed role: the name that stays the same from session to session. */
  readonly name: string | undefined;
  /** Of a temporary session: for people mostly their mail address, for services what they chose. */
  readonly sessionName: string | undefined;
  readonly email: string | undefined;
  /** The account of the caller; where the record doesn't tell, the account that got the record. */
  readonly accountId: string | undefined;
  /** Of a person known to IAM Identity Center. */
  readonly onBehalfOf: string | undefined;
}

export function identityOf(record: JsonObject): Identity {
  const identity = objectOf(record["userIdentity"]);
  const type = textOf(identity?.["type"]);
  const name = nameOf(record, identity, type);
  const sessionName = sessionNameOf(identity, type);
  const onBehalfOf = textOf(objectOf(identity?.["onBehalfOf"])?.["userId"]);
  return {
    type,
    id:
      textOf(identity?.["principalId"]) ?? (type === "IdentityCenterUser" ? onBehalfOf : undefined),
    name,
    sessionName,
    email: emailOf(sessionName, name),
    accountId: accountOf(record, identity),
    onBehalfOf,
  };
}

function nameOf(
  record: JsonObject,
  identity: JsonObject | undefined,
  type: string | undefined,
): string | undefined {
  const own = textOf(identity?.["userName"]);
  if (type === "AssumedRole" || type === "FederatedUser") return issuerName(identity) ?? own;
  return own ?? identityCenterName(record);
}

function issuerName(identity: JsonObject | undefined): string | undefined {
  return textOf(objectOf(objectOf(identity?.["sessionContext"])?.["sessionIssuer"])?.["userName"]);
}

/** IAM Identity Center leaves the name out of `userIdentity` and tells it once, when the user signs in. */
function identityCenterName(record: JsonObject): string | undefined {
  if (record["eventName"] !== "UserAuthentication") return undefined;
  return textOf(objectOf(record["additionalEventData"])?.["UserName"]);
}

/** The last part of an STS ARN: `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`. */
function sessionNameOf(
  identity: JsonObject | undefined,
  type: string | undefined,
): string | undefined {
  if (type !== "AssumedRole" && type !== "FederatedUser" && type !== "IdentityCenterUser")
    return undefined;
  const arn = textOf(identity?.["arn"]);
  if (arn === undefined || !arn.includes(":sts:")) return undefined;
  return lastPart(arn) || undefined;
}

const lastPart = memo(2000, (arn) => {
  const slash = arn.lastIndexOf("/");
  return slash === -1 ? "" : flat(arn.slice(slash + 1));
});

function emailOf(sessionName: string | undefined, name: string | undefined): string | undefined {
  if (sessionName?.includes("@") === true) return sessionName;
  return name !== undefined && name.indexOf("@") > 0 ? name : undefined;
}

/** Records of services and of federated callers have no account in `userIdentity`; aggregated ones and digests have none of both. */
export function accountOf(
  record: JsonObject,
  identity: JsonObject | undefined,
): string | undefined {
  return (
    textOf(identity?.["accountId"]) ??
    textOf(record["recipientAccountId"]) ??
    textOf(record["accountId"]) ??
    textOf(record["awsAccountId"])
  );
}
