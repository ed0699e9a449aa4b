import type { JsonObject } from "../../event.ts";
import type { Members } from "../../record/excerpt.ts";
import { printed } from "../json-text.ts";
import { isBlank, objectOf } from "../value.ts";
import type { Categories } from "./categories.ts";
import { keyword, keywordText } from "./scalar.ts";

/** The call that a record is about. JSON text. */
export interface Subject {
  readonly provider: string | undefined;
  readonly action: string | undefined;
}

/**
 * An insight tells of calls by others, in its details or, from CloudTrail Lake, beside them. Elastic leaves them there;
 * with extended categories they are found under the names that all calls have.
 */
export function subjectOf(record: Members, fields: JsonObject, categories: Categories): Subject {
  const provider = keywordText(record, "eventSource");
  const action = keywordText(record, "eventName");
  if (categories === "elastic" || !isBlank(fields["eventName"]) || !isBlank(fields["eventSource"]))
    return { provider, action };
  const details = objectOf(fields["insightDetails"]);
  return {
    provider:
      printed(keyword(details?.["eventSource"])) ?? keywordText(record, "insightEventSource"),
    action: printed(keyword(details?.["eventName"])) ?? keywordText(record, "insightEventName"),
  };
}
