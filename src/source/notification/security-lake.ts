import type { JsonObject } from "../../event.ts";
import { detailedObject } from "./event-detail.ts";
import type { Meaning } from "./understanding.ts";

/**
 * What Security Lake sends to the queue of a subscriber: an EventBridge event without its `detail-type`.
 * https://docs.aws.amazon.com/security-lake/latest/userguide/subscriber-data-access.html
 */
export function securityLake(fields: JsonObject): Meaning | undefined {
  if (fields["source"] !== "aws.s3" || fields["detail-type"] !== undefined) return undefined;
  return detailedObject(fields["detail"]);
}
