import type { EncodedEvent } from "../../event.ts";
import type { Framing } from "./config.ts";

/** What stands around a message, in ASCII. */
export interface Frame {
  readonly before: (event: EncodedEvent, index: number) => string;
  readonly after: string;
}

export const framings: Readonly<Record<Framing, Frame>> = {
  octet_counting: { before: ({ body }) => `${body.byteLength} `, after: "" },
  line_feed: { before: () => "", after: "\n" },
};

/** Every message in its frame, one after the other, in one exactly sized buffer. */
export function frame(events: readonly EncodedEvent[], { before, after }: Frame): Buffer {
  const starts = events.map(before);
  const length = events.reduce(
    (sum, { body }, index) => sum + (starts[index]?.length ?? 0) + body.byteLength + after.length,
    0,
  );
  const target = Buffer.allocUnsafe(length);
  let at = 0;
  for (const [index, { body }] of events.entries()) {
    at += target.write(starts[index] ?? "", at, "latin1");
    at = body.copyTo(target, at);
    at += target.write(after, at, "latin1");
  }
  return target;
}
