import type { JsonValue } from "../../event.ts";
import { namedObjects, objectReference } from "./object-reference.ts";
import type { Meaning } from "./understanding.ts";
import { valueAt } from "../../runtime/value-at.ts";

/** The object that the `detail` of an EventBridge event names. Unlike in S3's own events, the key is verbatim. */
export function detailedObject(detail: JsonValue | undefined): Meaning {
  const reference = objectReference({
    bucket: valueAt(detail, "bucket", "name"),
    key: valueAt(detail, "object", "key"),
    versionId: valueAt(detail, "object", "version-id"),
    size: valueAt(detail, "object", "size"),
  });
  return namedObjects([reference]);
}
