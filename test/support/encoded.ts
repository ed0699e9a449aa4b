import type { EncodedEvent, Normalize, TrailRecord } from "../../src/event.ts";
import { createEncode } from "../../src/normalize/encode.ts";

/** The events of those records that the format can carry. */
export function encoded(
  records: readonly TrailRecord[],
  normalize: Normalize,
): readonly EncodedEvent[] {
  const encode = createEncode(normalize);
  return records.map(encode).filter((event) => "body" in event);
}
