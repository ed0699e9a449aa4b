import type { JsonObject, TrailRecord } from "../../event.ts";
import { objectOf, textOf } from "../value.ts";

/** A record, and those of its parts that most of the mapping reads. */
export interface Reading {
  readonly record: TrailRecord;
  readonly fields: JsonObject;
  /** What was called, in the service's own word. Absent where no call was made. */
  readonly operation: string | undefined;
  /** `eventSource`, or the one that an insight is about. */
  readonly service: string | undefined;
  /** The service that wrote the record of its own accord. */
  readonly author: string | undefined;
  readonly identity: JsonObject | undefined;
  readonly session: JsonObject | undefined;
  readonly parameters: JsonObject | undefined;
  readonly response: JsonObject | undefined;
  readonly additional: JsonObject | undefined;
  readonly insight: Insight | undefined;
}

/** Trails nest what an insight says; CloudTrail Lake has it flat, under longer names. */
export interface Insight {
  readonly type: string | undefined;
  readonly state: string | undefined;
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly error: string | undefined;
  readonly context: JsonObject | undefined;
}

export function readingOf(record: TrailRecord, fields: JsonObject): Reading {
  const identity = objectOf(fields["userIdentity"]);
  const insight = insightOf(fields);
  return {
    record,
    fields,
    operation: textOf(fields["eventName"]) ?? insight?.operation,
    service: textOf(fields["eventSource"]) ?? insight?.service,
    author: authorOf(fields, insight),
    identity,
    session: objectOf(identity?.["sessionContext"]),
    parameters: objectOf(fields["requestParameters"]),
    response: objectOf(fields["responseElements"]),
    additional: objectOf(fields["additionalEventData"]),
    insight,
  };
}

function authorOf(fields: JsonObject, insight: Insight | undefined): string | undefined {
  if (fields["eventType"] === "AwsServiceEvent") return textOf(fields["eventSource"]);
  const isCount = fields["eventType"] === "AwsAggregatedEvent";
  const isDigest = fields["digestS3Object"] !== undefined;
  return insight !== undefined || isCount || isDigest ? "cloudtrail.amazonaws.com" : undefined;
}

function insightOf(fields: JsonObject): Insight | undefined {
  const details = objectOf(fields["insightDetails"]);
  if (details !== undefined)
    return {
      type: textOf(details["insightType"]),
      state: textOf(details["state"]),
      service: textOf(details["eventSource"]),
      operation: textOf(details["eventName"]),
      error: errorOf(textOf(details["errorCode"])),
      context: objectOf(details["insightContext"]),
    };
  if (fields["insightType"] === undefined && fields["eventType"] !== "AwsCloudTrailInsight")
    return undefined;
  return {
    type: textOf(fields["insightType"]),
    state: textOf(fields["insightState"]),
    service: textOf(fields["insightEventSource"]),
    operation: textOf(fields["insightEventName"]),
    error: errorOf(textOf(fields["insightErrorCode"])),
    context: objectOf(fields["insightContext"]),
  };
}

/** Insights of calls that succeeded have the text `null`. */
function errorOf(code: string | undefined): string | undefined {
  return code === "null" ? undefined : code;
}
