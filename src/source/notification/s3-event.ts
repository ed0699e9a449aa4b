import type { JsonObject, JsonValue, ObjectReference } from "../../event.ts";
import { namedObjects, objectReference } from "./object-reference.ts";
import { noise, notUnderstood, type Meaning, type NoiseKind } from "./understanding.ts";
import { valueAt } from "../../runtime/value-at.ts";

/**
 * What S3 sends to a queue or a topic: a list of things that happened to objects, mostly one.
 * Only those that made an object are work.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function s3Event(fields: JsonObject): Meaning | undefined {
  const list = fields["Records"];
  if (!Array.isArray(list)) return undefined;
  const records: readonly JsonValue[] = list;
  if (records.length === 0) return notUnderstood("names_no_object");
  return records.some(isFromS3) ? combine(records.map(readRecord)) : undefined;
}

function isFromS3(record: JsonValue): boolean {
  return valueAt(record, "eventSource") === "aws:s3";
}

/** All or nothing: a message is acknowledged as a whole, so one unknown record makes it unknown. */
function combine(meanings: readonly Meaning[]): Meaning {
  const objects: ObjectReference[] = [];
  for (const meaning of meanings) {
    if (meaning.kind === "unknown") return meaning;
    if (meaning.kind === "objects") objects.push(...meaning.objects);
  }
  return objects.length > 0 ? namedObjects(objects) : (meanings[0] ?? notUnderstood("malformed"));
}

function readRecord(record: JsonValue): Meaning {
  const version = valueAt(record, "eventVersion");
  const name = valueAt(record, "eventName");
  if (!isFromS3(record) || typeof version !== "string" || typeof name !== "string")
    return notUnderstood("malformed");
  if (!version.startsWith("2.")) return notUnderstood("unsupported_version");
  const family = familyOf(name);
  if (family === "ObjectCreated") return createdObject(record);
  return noise(noiseFamilies.get(family) ?? "other_event");
}

/** `ObjectCreated` of `ObjectCreated:Put`; servers that imitate S3 may keep the `s3:` of the event type in front. */
function familyOf(name: string): string {
  return name.replace(/^s3:/, "").replace(/:.*$/s, "");
}

const noiseFamilies: ReadonlyMap<string, NoiseKind> = new Map([
  ["ObjectRemoved", "deleted"],
  ["ObjectRestore", "restored"],
  ["ObjectTagging", "tagged"],
  ["LifecycleExpiration", "lifecycle"],
  ["LifecycleTransition", "lifecycle"],
  ["IntelligentTiering", "lifecycle"],
]);

function createdObject(record: JsonValue): Meaning {
  const encodedKey = valueAt(record, "s3", "object", "key");
  if (typeof encodedKey !== "string") return notUnderstood("malformed");
  const key = decodeKey(encodedKey);
  if (key === undefined) return notUnderstood("undecodable_key");
  const reference = objectReference({
    bucket: valueAt(record, "s3", "bucket", "name"),
    key,
    versionId: valueAt(record, "s3", "object", "versionId"),
    size: valueAt(record, "s3", "object", "size"),
  });
  return namedObjects([reference]);
}

/** Keys are encoded as in HTML forms: a space is `+`, a plus is `%2B`. Undefined where an escape is broken. */
function decodeKey(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
