import type { JsonObject, JsonValue } from "../../event.ts";
import { namedObjects, objectReference } from "./object-reference.ts";
import type { Meaning } from "./understanding.ts";

/**
 * CloudTrail's own message to a topic: one bucket and the keys of the log files just written, verbatim.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export function cloudtrail(fields: JsonObject): Meaning | undefined {
  const bucket = fields["s3Bucket"];
  const named = fields["s3ObjectKey"];
  if (bucket === undefined || named === undefined) return undefined;
  const keys: readonly JsonValue[] = Array.isArray(named) ? named : [named];
  return namedObjects(keys.map((key) => objectReference({ bucket, key })));
}
