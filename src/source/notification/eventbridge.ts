import type { JsonObject } from "../../event.ts";
import { detailedObject } from "./event-detail.ts";
import { noise, type Meaning, type NoiseKind } from "./understanding.ts";

/**
 * What S3 sends through EventBridge. Other events with the same source, such as API calls that CloudTrail
 * reports, are not about a change S3 announces; they are left for others to recognize.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function eventbridge(fields: JsonObject): Meaning | undefined {
  const type = fields["detail-type"];
  if (fields["source"] !== "aws.s3" || typeof type !== "string") return undefined;
  if (type === "Object Created") return detailedObject(fields["detail"]);
  if (type.startsWith("Object ")) return noise(noiseTypes.get(type) ?? "other_event");
  return undefined;
}

const noiseTypes: ReadonlyMap<string, NoiseKind> = new Map([
  ["Object Deleted", "deleted"],
  ["Object Restore Initiated", "restored"],
  ["Object Restore Completed", "restored"],
  ["Object Restore Expired", "restored"],
  ["Object Tags Added", "tagged"],
  ["Object Tags Deleted", "tagged"],
  ["Object Storage Class Changed", "lifecycle"],
  ["Object Access Tier Changed", "lifecycle"],
]);
