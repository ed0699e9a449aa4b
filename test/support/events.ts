import {
  TrailRecord,
  type EncodedEvent,
  type ObjectReference,
  type Receipt,
  type Settlement,
} from "../../src/event.ts";
import { Slice } from "../../src/runtime/slice.ts";

/** A claim that writes down how its holders ended. */
export class RecordedReceipt implements Receipt {
  held = 1;
  readonly failures: Settlement[] = [];

  hold(count: number): void {
    this.held += count;
  }

  complete(count: number): void {
    this.held -= count;
  }

  fail(failure: Exclude<Settlement, { kind: "delete" }>, count: number): void {
    this.failures.push(failure);
    this.held -= count;
  }
}

export const anObject: ObjectReference = {
  bucket: "example-trail-bucket",
  key: "AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/04/111122223333_CloudTrail_us-east-1_20260304T0505Z_AbCdEfGhIjKlMnOp.json.gz",
};

export function aRecord(
  eventId: string,
  receipt: Receipt = new RecordedReceipt(),
  index = 0,
): TrailRecord {
  const text = JSON.stringify({
    eventVersion: "1.11",
    eventTime: "2026-03-04T05:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    awsRegion: "us-east-1",
    eventID: eventId,
    recipientAccountId: "111122223333",
  });
  return new TrailRecord(
    Buffer.from(text),
    { object: anObject, notificationId: "message-1", receipt },
    index,
  );
}

export function anEvent(eventId: string, receipt: Receipt = new RecordedReceipt()): EncodedEvent {
  const record = aRecord(eventId, receipt);
  return { record, body: aBody(record.text) };
}

/** Other bytes stand around it, as in the daemon. */
export function aBody(text: string): Slice {
  const chunk = Buffer.from(`\0${text}\0`);
  return new Slice(chunk, 1, chunk.length - 1);
}

export function someEvents(...eventIds: string[]): EncodedEvent[] {
  const receipt = new RecordedReceipt();
  return eventIds.map((id) => anEvent(id, receipt));
}

/** The event id, the last part of the record's id. */
export function idOf(event: { readonly record: TrailRecord }): string {
  return event.record.id.split(":").at(-1) ?? "";
}
