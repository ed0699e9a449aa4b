import type { JsonValue, ObjectReference } from "../../event.ts";
import { notUnderstood, type Meaning } from "./understanding.ts";

/** What a notification says about an object, not yet checked. */
interface Claim {
  readonly bucket: JsonValue | undefined;
  readonly key: JsonValue | undefined;
  readonly versionId?: JsonValue | undefined;
  readonly size?: JsonValue | undefined;
}

/**
 * The object, or undefined where the claim names none that S3 could hold. The size is only a hint,
 * so one that makes no sense counts as none.
 */
export function objectReference({
  bucket,
  key,
  versionId,
  size,
}: Claim): ObjectReference | undefined {
  if (typeof bucket !== "string" || !bucketName.test(bucket)) return undefined;
  if (!isStorable(key)) return undefined;
  const hasVersion = versionId !== undefined && versionId !== null && versionId !== "";
  if (hasVersion && !isStorable(versionId)) return undefined;
  return {
    bucket,
    key,
    ...(hasVersion && { versionId }),
    ...(isSize(size) && { size }),
  };
}

/** The meaning of a notification that names these; one that can't be understood makes all of it unknown. */
export function namedObjects(references: readonly (ObjectReference | undefined)[]): Meaning {
  if (references.length === 0) return notUnderstood("names_no_object");
  const distinct = new Map<string, ObjectReference>();
  for (const reference of references) {
    if (reference === undefined) return notUnderstood("malformed");
    const identity = JSON.stringify([reference.bucket, reference.key, reference.versionId]);
    if (!distinct.has(identity)) distinct.set(identity, reference);
  }
  return { kind: "objects", objects: [...distinct.values()] };
}

/** Letters that old buckets may have included; no ARN and no path, which would lead the client elsewhere. */
const bucketName = /^[A-Za-z0-9][\w.-]{0,254}$/;

/** S3's limit for a key, in bytes of UTF-8. */
const maxKeyBytes = 1024;

/** A lone surrogate has no UTF-8 form: the client could not even ask for such a key. */
function isStorable(text: JsonValue | undefined): text is string {
  return (
    typeof text === "string" &&
    text !== "" &&
    text.isWellFormed() &&
    Buffer.byteLength(text) <= maxKeyBytes
  );
}

function isSize(size: JsonValue | undefined): size is number {
  return typeof size === "number" && Number.isSafeInteger(size) && size >= 0;
}
