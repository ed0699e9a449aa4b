/**
 * A letter as one line of JSON. The record is a string inside it, not an object: numbers, key order and escapes
 * come back exactly as CloudTrail wrote them. Where its bytes are no valid UTF-8, base64 carries them.
 */
import { isUtf8 } from "node:buffer";
import { z } from "zod";
import type { ObjectReference } from "../../event.ts";
import type { Letter } from "./dead-letter.ts";

/** A letter as it comes back from where it was stored. */
export interface StoredLetter {
  readonly time: string;
  readonly version: string;
  readonly destination: string;
  /** Text, not `RejectReason`: another version of the program may have written it. */
  readonly reason: string;
  readonly message: string;
  readonly attempts: number;
  readonly object: ObjectReference;
  readonly notificationId: string;
  /** Position of the record in its object. */
  readonly index: number;
  /** The id that destinations know the record by. */
  readonly eventId: string;
  readonly record: Buffer;
}

/** Without the line feed. */
export function encodeLetter(letter: Letter): string {
  const { record } = letter;
  const { object, notificationId } = record.origin;
  return JSON.stringify({
    time: new Date(letter.time).toISOString(),
    version: letter.version,
    destination: letter.destination,
    reason: letter.reason,
    message: letter.message,
    attempts: letter.attempts,
    bucket: object.bucket,
    key: object.key,
    version_id: object.versionId,
    notification_id: notificationId,
    index: record.index,
    event_id: record.id,
    ...original(record.bytes),
  });
}

/** Undefined where the line is no letter, such as one torn by a crash. */
export function parseLetter(line: string): StoredLetter | undefined {
  const parsed = entrySchema.safeParse(parseJson(line));
  if (!parsed.success) return undefined;
  const entry = parsed.data;
  return {
    time: entry.time,
    version: entry.version,
    destination: entry.destination,
    reason: entry.reason,
    message: entry.message,
    attempts: entry.attempts,
    object: {
      bucket: entry.bucket,
      key: entry.key,
      ...(entry.version_id !== undefined && { versionId: entry.version_id }),
    },
    notificationId: entry.notification_id,
    index: entry.index,
    eventId: entry.event_id,
    record:
      "record" in entry
        ? Buffer.from(entry.record, "utf8")
        : Buffer.from(entry.record_base64, "base64"),
  };
}

const entrySchema = z
  .object({
    time: z.iso.datetime(),
    version: z.string(),
    destination: z.string(),
    reason: z.string(),
    message: z.string(),
    attempts: z.int().nonnegative(),
    bucket: z.string(),
    key: z.string(),
    version_id: z.string().optional(),
    notification_id: z.string(),
    index: z.int().nonnegative(),
    event_id: z.string(),
  })
  .and(z.union([z.object({ record: z.string() }), z.object({ record_base64: z.base64() })]));

function original(bytes: Buffer) {
  return isUtf8(bytes)
    ? { record: bytes.toString("utf8") }
    : { record_base64: bytes.toString("base64") };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
