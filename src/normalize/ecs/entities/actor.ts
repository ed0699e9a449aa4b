import type { JsonObject } from "../../../event.ts";
import { objectOf, textOf } from "../../value.ts";
import { isServiceLinkedRole, kindOfActor } from "./kind.ts";
import type { Kind } from "./kind.ts";

export interface Actor {
  readonly id: string;
  readonly kind: Kind;
  /** What the fields of its kind get: of a user in a role's session the role, which is the same in every session. */
  readonly kindId: string;
}

/** Who acted, where the record names them by more than a type. */
export function actorOf(record: JsonObject): Actor | undefined {
  const identity = objectOf(record["userIdentity"]);
  const id = idOf(record, identity);
  if (id === undefined) return undefined;
  const type = textOf(identity?.["type"]);
  const kind = kindOf(type, id);
  const issuer = kind === "user" && type === "AssumedRole" ? issuerArn(identity) : undefined;
  return { id, kind, kindId: issuer ?? id };
}

function idOf(record: JsonObject, identity: JsonObject | undefined): string | undefined {
  return (
    assumerOf(record, identity) ??
    textOf(identity?.["arn"]) ??
    textOf(objectOf(identity?.["onBehalfOf"])?.["userId"])
  );
}

/** Who takes on a role is the service or the role itself, not one session of it. */
function assumerOf(record: JsonObject, identity: JsonObject | undefined): string | undefined {
  if (record["eventName"] !== "AssumeRole" || record["eventSource"] !== "sts.amazonaws.com")
    return undefined;
  const type = identity?.["type"];
  if (type === "AWSService") return textOf(identity?.["invokedBy"]);
  return type === "AssumedRole" ? issuerArn(identity) : undefined;
}

function issuerArn(identity: JsonObject | undefined): string | undefined {
  return textOf(objectOf(objectOf(identity?.["sessionContext"])?.["sessionIssuer"])?.["arn"]);
}

function kindOf(type: string | undefined, id: string): Kind {
  if (type === "AWSService" || isServiceLinkedRole(id)) return "service";
  if (type === "IAMUser" || type === "Root" || type === "AssumedRole") return "user";
  return kindOfActor(id);
}
