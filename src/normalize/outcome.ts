import type { JsonObject } from "../event.ts";
import { isBlank, objectOf, textAt, textOf } from "./value.ts";

/**
 * `success` or `failure`. Sign-ins and changes of role tell in their response, under their own name, because a failed
 * one has no error code.
 */
export function outcomeOf(record: JsonObject): string {
  const answer = answerOf(record)?.toLowerCase();
  return answer === "success" || answer === "failure" ? answer : elasticOutcomeOf(record);
}

/** As Elastic's pipeline has it: it hears only the console's login, and takes its words as they are. */
export function elasticOutcomeOf(record: JsonObject): string {
  if (record["eventName"] === "ConsoleLogin") {
    const answer = textOf(objectOf(record["responseElements"])?.["ConsoleLogin"]);
    if (answer !== undefined) return answer.toLowerCase();
  }
  return hasError(record) ? "failure" : "success";
}

export function hasError(record: JsonObject): boolean {
  return !isBlank(record["errorCode"]) || !isBlank(record["errorMessage"]);
}

/**
 * Under the name of the event itself, `{"ConsoleLogin": "Success"}`: the console answers in `responseElements`, IAM
 * Identity Center in `serviceEventDetails`.
 */
export function answerOf(record: JsonObject): string | undefined {
  const { eventName } = record;
  if (typeof eventName !== "string") return undefined;
  return (
    textAt(objectOf(record["responseElements"]), eventName) ??
    textAt(objectOf(record["serviceEventDetails"]), eventName)
  );
}
