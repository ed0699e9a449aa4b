import type { EncodedEvent, Normalize, Rejection, TrailRecord } from "../event.ts";
import { Blocks } from "../runtime/blocks.ts";
import { Slice } from "../runtime/slice.ts";

/** Encodes once what all destinations of one format share. Rejects a record that the format can't carry, because it is no JSON. */
export type Encode = (record: TrailRecord) => EncodedEvent | Rejection;

export function createEncode(normalize: Normalize): Encode {
  const blocks = new Blocks();
  return (record) => {
    const body = normalize(record);
    if (body === null) return { record, reason: "not_json", message };
    if (!(body instanceof Slice)) return { record, body: blocks.write(body) };
    body.hold();
    return { record, body };
  };
}

const message = "The record is not a JSON object";
