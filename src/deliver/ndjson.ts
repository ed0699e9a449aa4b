import type { Batch, EncodedEvent } from "../event.ts";

const lineFeed = 0x0a;

/** Writes the event and a line feed; tells where it ended. */
export function writeLine(target: Buffer, at: number, { body }: EncodedEvent): number {
  const end = body.copyTo(target, at);
  target[end] = lineFeed;
  return end + 1;
}

/** Each event on a line of its own, in one exactly sized buffer. */
export function ndjson({ events, bytes }: Batch): Buffer {
  const lines = Buffer.allocUnsafe(bytes + events.length);
  let at = 0;
  for (const event of events) at = writeLine(lines, at, event);
  return lines;
}
