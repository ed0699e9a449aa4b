import type { JsonObject } from "../../event.ts";
import { objectOf, textOf } from "../value.ts";

/** Trails nest what an insight says; CloudTrail Lake has it flat, under longer names. */
export interface Insight {
  readonly type: string | undefined;
  readonly state: string | undefined;
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly error: string | undefined;
  readonly context: JsonObject | undefined;
}

export function insightOf(fields: JsonObject): Insight | undefined {
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
