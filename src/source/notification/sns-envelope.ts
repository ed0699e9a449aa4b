import type { JsonObject } from "../../event.ts";

/**
 * The text that was published to an SNS topic, where these are the fields SNS wraps it in.
 * The signature is not checked: who may send to the queue is decided by the queue's policy.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function envelopedText(fields: JsonObject): string | undefined {
  const message = fields["Message"];
  return fields["Type"] === "Notification" && typeof message === "string" ? message : undefined;
}
