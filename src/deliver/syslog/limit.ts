import type { EncodedEvent, Rejection } from "../../event.ts";

export interface Limited {
  readonly fitting: readonly EncodedEvent[];
  readonly rejected: readonly Rejection[];
}

/**
 * Sets apart what the receiver would cut. A cut JSON text is none, and the loss would show nowhere; CEF and LEEF are
 * compacted to fit when they are made.
 */
export function limit(events: readonly EncodedEvent[], maxMessageBytes: number): Limited {
  const tooLarge = events.filter(({ body }) => body.byteLength > maxMessageBytes);
  if (tooLarge.length === 0) return { fitting: events, rejected: [] };
  return {
    fitting: events.filter(({ body }) => body.byteLength <= maxMessageBytes),
    rejected: tooLarge.map(({ record, body }) => ({
      record,
      reason: "too_large",
      message: `The message has ${body.byteLength} bytes, and at most ${maxMessageBytes} are sent`,
    })),
  };
}
