import type { JsonObject, TrailRecord } from "../../event.ts";
import { objectOf, textOf } from "../value.ts";

/** A record, and those of its parts that most of the mapping reads. The larger ones are parsed when they are asked for. */
export class Reading {
  readonly record: TrailRecord;
  readonly fields: JsonObject;
  readonly insight: Insight | undefined;
  /** What was called, in the service's own word. Absent where no call was made. */
  readonly operation: string | undefined;
  /** `eventSource`, or the one that an insight is about. */
  readonly service: string | undefined;
  /** The service that wrote the record of its own accord. */
  readonly author: string | undefined;

  constructor(record: TrailRecord, fields: JsonObject) {
    const insight = insightOf(fields);
    this.record = record;
    this.fields = fields;
    this.insight = insight;
    this.operation = textOf(fields["eventName"]) ?? insight?.operation;
    this.service = textOf(fields["eventSource"]) ?? insight?.service;
    this.author = authorOf(fields, insight);
  }

  get identity(): JsonObject | undefined {
    return objectOf(this.fields["userIdentity"]);
  }

  get parameters(): JsonObject | undefined {
    return objectOf(this.fields["requestParameters"]);
  }

  get response(): JsonObject | undefined {
    return objectOf(this.fields["responseElements"]);
  }

  get additional(): JsonObject | undefined {
    return objectOf(this.fields["additionalEventData"]);
  }
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
