import type { TrailRecord } from "../event.ts";
import { Slice } from "../runtime/slice.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/**
 * The exact bytes that CloudTrail wrote, neither copied nor parsed. Only a pretty-printed record changes: JSON has line
 * breaks between tokens alone, where a space means the same and keeps the event on one line.
 */
export function raw(record: TrailRecord): Slice {
  return record.isOnOneLine ? record : new Slice(onOneLine(record.bytes));
}

function onOneLine(bytes: Buffer): Buffer {
  const line = Buffer.from(bytes);
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === lineFeed || line[at] === carriageReturn) line[at] = space;
  }
  return line;
}
