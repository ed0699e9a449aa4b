import type { EncodedEvent } from "../../event.ts";
import type { Framing } from "./config.ts";

interface Frame {
  readonly before: (event: EncodedEvent) => string;
  readonly after: string;
}

const frames: Readonly<Record<Framing, Frame>> = {
  octet_counting: { before: ({ byteLength }) => `${byteLength} `, after: "" },
  line_feed: { before: () => "", after: "\n" },
};

/** Every message in its frame, one after the other, in one exactly sized buffer. */
export function frame(events: readonly EncodedEvent[], framing: Framing): Buffer {
  const { before, after } = frames[framing];
  const framed = (event: EncodedEvent) => before(event).length + event.byteLength + after.length;
  const target = Buffer.allocUnsafe(events.reduce((sum, event) => sum + framed(event), 0));
  let at = 0;
  for (const event of events) {
    at += target.write(before(event), at, "latin1");
    at = writeMessage(target, at, event);
    at += target.write(after, at, "latin1");
  }
  return target;
}

/** A wrong length would have the receiver read the next message from the middle of this one. */
function writeMessage(target: Buffer, at: number, { body, byteLength }: EncodedEvent): number {
  const written = typeof body === "string" ? target.write(body, at, "utf8") : body.copy(target, at);
  if (written !== byteLength)
    throw new RangeError(`A message of ${written} bytes says it has ${byteLength}`);
  return at + written;
}
