import type { JsonObject } from "../event.ts";
import { isBlank, objectAt, textAt } from "./value.ts";

/**
 * `success` or `failure`. A console login tells in its response, in words that are taken as they are,
 * because a failed one has no error code.
 */
export function outcomeOf(record: JsonObject): string {
  if (record["eventName"] === "ConsoleLogin") {
    const answer = textAt(objectAt(record, "responseElements"), "ConsoleLogin");
    if (answer !== undefined) return answer.toLowerCase();
  }
  return isBlank(record["errorCode"]) && isBlank(record["errorMessage"]) ? "success" : "failure";
}
