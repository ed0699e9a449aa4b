import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Letter } from "../../../src/deliver/dead-letter/dead-letter.ts";
import { encodeLetter, parseLetter } from "../../../src/deliver/dead-letter/entry.ts";
import { TrailRecord } from "../../../src/event.ts";
import { aLetter } from "../../support/a-letter.ts";
import { anyText } from "../../support/any-text.ts";
import { anObject, RecordedReceipt } from "../../support/events.ts";

describe("a stored letter", () => {
  it("holds all that is needed to understand it and to send it again", () => {
    const letter = aLetter("a");

    const entry: unknown = JSON.parse(encodeLetter(letter));

    expect(entry).toEqual({
      time: "2026-03-04T05:06:07.000Z",
      version: "0.1.0",
      destination: "elastic",
      reason: "mapping",
      message: "400 document_parsing_exception: failed to parse",
      attempts: 2,
      bucket: anObject.bucket,
      key: anObject.key,
      notification_id: "message-1",
      index: 0,
      event_id: "111122223333:us-east-1:a",
      record: letter.record.text,
    });
  });

  it("comes back as it was written", () => {
    const letter = aLetter("a", { object: { ...anObject, versionId: "v1" } });

    expect(parseLetter(encodeLetter(letter))).toEqual({
      time: "2026-03-04T05:06:07.000Z",
      version: letter.version,
      destination: letter.destination,
      reason: letter.reason,
      message: letter.message,
      attempts: letter.attempts,
      object: { ...anObject, versionId: "v1" },
      notificationId: "message-1",
      index: 0,
      eventId: letter.record.id,
      record: letter.record.bytes,
    });
  });

  it("carries any bytes of a record unchanged, on one line", () => {
    const anyBytes = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      anyText.map((text) => Buffer.from(text)),
      fc.json().map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const line = encodeLetter(letterWith(bytes));

        expect(line).not.toContain("\n");
        expect(parseLetter(line)?.record.equals(bytes)).toBe(true);
      }),
    );
  });

  it("carries any key and message unchanged", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const letter = { ...aLetter("a", { object: { bucket: "b", key: text } }), message: text };

        expect(parseLetter(encodeLetter(letter))).toMatchObject({
          message: text,
          object: { key: text },
        });
      }),
    );
  });

  it("is nothing where a crash cut it short", () => {
    const line = encodeLetter(aLetter("a"));

    const cuts = Array.from({ length: line.length }, (_, at) => parseLetter(line.slice(0, at)));

    expect(cuts.every((cut) => cut === undefined)).toBe(true);
  });

  it.each(["", "null", "[]", "{}", '{"record":"{}"}', "not JSON"])("is nothing in %j", (line) => {
    expect(parseLetter(line)).toBeUndefined();
  });
});

function letterWith(bytes: Buffer): Letter {
  const origin = { object: anObject, notificationId: "message-1", receipt: new RecordedReceipt() };
  return { ...aLetter("a"), record: new TrailRecord(bytes, origin, 0) };
}
