import type { EncodedEvent, Normalize, Rejection, TrailRecord } from "../event.ts";

export interface Encoded {
  readonly events: readonly EncodedEvent[];
  /** Records that this format can't carry, because they are no JSON. */
  readonly rejections: readonly Rejection[];
}

/** Encodes once what all destinations of one format share. */
export function encode(records: readonly TrailRecord[], normalize: Normalize): Encoded {
  const events: EncodedEvent[] = [];
  const rejections: Rejection[] = [];
  for (const record of records) {
    const body = normalize(record);
    if (body === null) {
      rejections.push({ record, reason: "not_json", message: "The record is not a JSON object" });
    } else {
      events.push({ record, body, byteLength: Buffer.byteLength(body) });
    }
  }
  return { events, rejections };
}
