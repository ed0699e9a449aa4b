import type { JsonObject, JsonValue } from "../../event.ts";
import { isBlank, objectOf } from "../value.ts";
import type { Categories } from "./categories.ts";
import { keyword } from "./scalar.ts";

/** The call that a record is about. */
export interface Subject {
  readonly provider: JsonValue | undefined;
  readonly action: JsonValue | undefined;
}

/**
 * An insight tells of calls by others, in its details or, from CloudTrail Lake, beside them. Elastic leaves them there;
 * with extended categories they are found under the names that all calls have.
 */
export function subjectOf(record: JsonObject, categories: Categories): Subject {
  const { eventSource, eventName } = record;
  if (categories === "elastic" || !isBlank(eventName) || !isBlank(eventSource))
    return { provider: keyword(eventSource), action: keyword(eventName) };
  const details = objectOf(record["insightDetails"]);
  return {
    provider: keyword(details?.["eventSource"]) ?? keyword(record["insightEventSource"]),
    action: keyword(details?.["eventName"]) ?? keyword(record["insightEventName"]),
  };
}
