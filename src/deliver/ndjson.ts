import type { EncodedEvent } from "../event.ts";

export function lineLength(event: EncodedEvent): number {
  return event.byteLength + 1;
}

/** Writes the event and a line feed; tells where it ended. */
export function writeLine(target: Buffer, at: number, { body, byteLength }: EncodedEvent): number {
  const written = typeof body === "string" ? target.write(body, at, "utf8") : body.copy(target, at);
  // A wrong length would cut an event or shift all that follow.
  if (written !== byteLength)
    throw new RangeError(`An event of ${written} bytes says it has ${byteLength}`);
  const end = at + written;
  target[end] = 0x0a;
  return end + 1;
}

/** Each event on a line of its own, in one exactly sized buffer. */
export function ndjson(events: readonly EncodedEvent[]): Buffer {
  const lines = Buffer.allocUnsafe(events.reduce((sum, event) => sum + lineLength(event), 0));
  events.reduce((at, event) => writeLine(lines, at, event), 0);
  return lines;
}
