import type { JsonObject } from "../../event.ts";
import { commonCallMembers } from "../members.ts";
import { tlsDetailsOf } from "../tls.ts";
import { textOf } from "../value.ts";
import { insightOf } from "./insight.ts";
import type { Insight } from "./insight.ts";
import { kindOf } from "./kind.ts";
import type { Kind } from "./kind.ts";

/** The members of a record that tell what was done, and where, but for those of insights. */
export const callMembers = [
  ...commonCallMembers,
  "digestS3Object",
  "sessionCredentialFromConsole",
] as const;

/** All that an action is told by: no template of one is made of other members. */
export const actionMembers = [
  ...callMembers,
  "insightContext",
  "insightDetails",
  "insightErrorCode",
  "insightEventName",
  "insightEventSource",
  "insightState",
  "insightType",
] as const;

/** What was done, and where. */
export interface Action {
  readonly insight: Insight | undefined;
  /** What was called, in the service's own word. Absent where no call was made. */
  readonly operation: string | undefined;
  /** The same, or the word for a record that is of no call. */
  readonly name: string;
  /** `eventSource`, or the one that an insight is about. */
  readonly service: string | undefined;
  /** The service that wrote the record of its own accord. */
  readonly author: string | undefined;
  readonly apiVersion: string | undefined;
  readonly error: string | undefined;
  readonly kind: Kind;
  /** The account that has the record; counts and digests call it by other names. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** The host that was asked for, as the connection tells it. */
  readonly host: string | undefined;
}

/** `members` are those above, alone or among others. */
export function actionOf(members: JsonObject): Action {
  const insight = insightOf(members);
  const kind = kindOf(members, insight);
  const operation = textOf(members["eventName"]) ?? insight?.operation;
  return {
    insight,
    operation,
    name: operation ?? insight?.type ?? kind.word,
    service: textOf(members["eventSource"]) ?? insight?.service,
    author: authorOf(members, insight),
    apiVersion: textOf(members["apiVersion"]),
    error: textOf(members["errorCode"]) ?? insight?.error,
    kind,
    account: accountIn(members),
    region: textOf(members["awsRegion"]),
    host: hostIn(members),
  };
}

function authorOf(members: JsonObject, insight: Insight | undefined): string | undefined {
  if (members["eventType"] === "AwsServiceEvent") return textOf(members["eventSource"]);
  const isCount = members["eventType"] === "AwsAggregatedEvent";
  const isDigest = members["digestS3Object"] !== undefined;
  return insight !== undefined || isCount || isDigest ? "cloudtrail.amazonaws.com" : undefined;
}

function accountIn(members: JsonObject): string | undefined {
  return (
    textOf(members["recipientAccountId"]) ??
    textOf(members["accountId"]) ??
    textOf(members["awsAccountId"])
  );
}

function hostIn(members: JsonObject): string | undefined {
  return textOf(tlsDetailsOf(members)?.["clientProvidedHostHeader"]);
}
