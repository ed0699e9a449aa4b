import type { Letter } from "../../src/deliver/dead-letter/dead-letter.ts";
import { TrailRecord, type ObjectReference } from "../../src/event.ts";
import { aRecord } from "./events.ts";

export function aLetter(
  eventId: string,
  origin: { readonly object?: ObjectReference } = {},
): Letter {
  const record = aRecord(eventId);
  return {
    record: new TrailRecord(record.bytes, { ...record.origin, ...origin }, record.index),
    reason: "mapping",
    message: "400 document_parsing_exception: failed to parse",
    destination: "elastic",
    attempts: 2,
    time: Date.parse("2026-03-04T05:06:07Z"),
    version: "0.1.0",
  };
}
