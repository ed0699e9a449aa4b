import { noise, type Meaning } from "./understanding.ts";

/** The plain text with which CloudTrail tries the topic when a trail is configured. */
export function cloudtrailValidation(text: string): Meaning | undefined {
  return text === "CloudTrail validation message." ? noise("validation_message") : undefined;
}
