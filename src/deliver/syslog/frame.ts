import type { EncodedEvent } from "../../event.ts";
import type { Framing } from "./config.ts";

/** What stands around a message, in ASCII. */
export interface Frame {
  readonly before: (event: EncodedEvent, index: number) => string;
  readonly after: string;
}

export const framings: Readonly<Record<Framing, Frame>> = {
  octet_counting: { before: ({ byteLength }) => `${byteLength} `, after: "" },
  line_feed: { before: () => "", after: "\n" },
};

/** Every message in its frame, one after the other, in one exactly sized buffer. */
export function frame(events: readonly EncodedEvent[], { before, after }: Frame): Buffer {
  const starts = events.map(before);
  const length = events.reduce(
    (sum, { byteLength }, index) => sum + (starts[index]?.length ?? 0) + byteLength + after.length,
    0,
  );
  const target = Buffer.allocUnsafe(length);
  let at = 0;
  for (const [index, event] of events.entries()) {
    at += target.write(starts[index] ?? "", at, "latin1");
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
