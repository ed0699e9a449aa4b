import type { ObjectReference } from "../../event.ts";
import { quoted } from "../json-text.ts";
import type { Metadata } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { quotedMember } from "./quoted-member.ts";
import type { Reading } from "./reading.ts";
import { optional } from "./written.ts";

/** Tells which event it is, of when, and where it comes from. */
export function createMetadataOf(
  dialect: Dialect,
): (reading: Reading, time: string | undefined) => Metadata {
  const addressText = createAddressText();
  return ({ record }, time) => {
    const eventId = quotedMember(record, "eventID");
    const own = eventId ?? quotedMember(record, "eventId");
    const correlation = quotedMember(record, "sharedEventID");
    const address = dialect.hasLogOrigin ? addressText(record.origin.object) : undefined;
    return {
      hasEventId: eventId !== undefined,
      hasTime: time !== undefined,
      hasCorrelation: correlation !== undefined,
      text:
        `"uid":${own ?? quoted(record.id)}` +
        optional(',"original_event_uid":', dialect.hasLogOrigin ? own : undefined) +
        optional(',"original_time":', time) +
        optional(',"correlation_uid":', correlation) +
        optional(',"log_source":', address),
    };
  };
}

/** A file read from disk has no bucket. The records of one object come one after the other. */
function createAddressText(): (object: ObjectReference) => string | undefined {
  let last: ObjectReference | undefined;
  let text: string | undefined;
  return (object) => {
    if (object === last) return text;
    last = object;
    text = object.bucket === "" ? undefined : quoted(`s3://${object.bucket}/${object.key}`);
    return text;
  };
}
