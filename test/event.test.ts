import { describe, expect, it } from "vitest";
import { TrailRecord } from "../src/event.ts";
import { RecordedReceipt, anObject } from "./support/events.ts";

function aRecordOf(text: string | Buffer): TrailRecord {
  const origin = { object: anObject, notificationId: "message-1", receipt: new RecordedReceipt() };
  return new TrailRecord(Buffer.from(text), origin, 0);
}

const eventID = "0a1b2c3d-0000-4000-8000-000000EXAMPLE";

describe("TrailRecord", () => {
  it("is known by account, region and event id", () => {
    const record = aRecordOf(
      `{"eventID":"${eventID}","awsRegion":"eu-central-1","recipientAccountId":"111122223333"}`,
    );

    expect(record.id).toBe(`111122223333:eu-central-1:${eventID}`);
  });

  it("has the same id each time it is read, before and after its parsed form was dropped", () => {
    const text = `{"eventID":"${eventID}"}`;
    const forgotten = aRecordOf(text);
    const { fields } = forgotten;

    forgotten.forget();

    expect(fields).not.toBeNull();
    expect(forgotten.id).toBe(aRecordOf(text).id);
  });

  it("tells apart what happened to one call in two accounts or regions", () => {
    const ids = [
      `{"eventID":"${eventID}","awsRegion":"us-east-1","recipientAccountId":"111122223333"}`,
      `{"eventID":"${eventID}","awsRegion":"us-east-1","recipientAccountId":"444455556666"}`,
      `{"eventID":"${eventID}","awsRegion":"us-west-2","recipientAccountId":"444455556666"}`,
    ].map((text) => aRecordOf(text).id);

    expect(new Set(ids).size).toBe(3);
  });

  it("takes the id of an aggregated event, which spells it eventId and names its account accountId", () => {
    const record = aRecordOf(
      `{"eventId":"${eventID}","accountId":"111122223333","awsRegion":"us-east-1"}`,
    );

    expect(record.id).toBe(`111122223333:us-east-1:${eventID}`);
  });

  it.each([
    ["has no event id", '{"eventName":"CreateUser"}'],
    ["has an event id that is no text", '{"eventID":17}'],
    ["has an event id that no URL or header could carry", '{"eventID":"a\\nb"}'],
    ["has an event id longer than any", `{"eventID":"${"x".repeat(200)}"}`],
    ["is no JSON", "{"],
    ["is no object", "[1]"],
  ])("is known by a hash of its bytes when it %s", (_, text) => {
    const { id } = aRecordOf(text);

    expect(id).toMatch(/^[\w-]{43}$/);
    expect(id).toBe(aRecordOf(text).id);
    expect(id).not.toBe(aRecordOf(`${text} `).id);
  });

  it("has no fields where its bytes are no JSON object", () => {
    expect([aRecordOf("[]").fields, aRecordOf("{").fields, aRecordOf("null").fields]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("has the time of its event, where that is one", () => {
    const times = ['{"eventTime":"2026-03-04T05:06:07Z"}', '{"eventTime":"soon"}', "{}"].map(
      (text) => aRecordOf(text).time,
    );

    expect(times).toEqual([Date.UTC(2026, 2, 4, 5, 6, 7), undefined, undefined]);
  });

  it("has the same time after its parsed form was dropped", () => {
    const record = aRecordOf('{"eventTime":"2026-03-04T05:06:07Z"}');
    const { fields } = record;

    record.forget();

    expect(fields).not.toBeNull();
    expect(record.time).toBe(Date.UTC(2026, 2, 4, 5, 6, 7));
  });
});
