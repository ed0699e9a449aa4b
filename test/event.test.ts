import {
  assert,
  boolean,
  constantFrom,
  dictionary,
  json,
  oneof,
  property,
  tuple,
  uuid,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { TrailRecord, type Origin } from "../src/event.ts";
import { memberNames } from "../src/record/names.ts";
import { RecordedReceipt, anObject } from "./support/events.ts";

function aRecordOf(text: string | Buffer): TrailRecord {
  return new TrailRecord(Buffer.from(text), originOf(), 0);
}

function originOf(): Origin {
  return { object: anObject, notificationId: "message-1", receipt: new RecordedReceipt() };
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
    const eventIds = oneof(
      uuid(),
      constantFrom(eventID, "", 'a"b', "a\\u0041", "é", "x".repeat(127), "x".repeat(200), 7, null),
    );
    const regions = constantFrom(undefined, "eu-central-1", "ü", 1);
    const names = constantFrom("eventID", "eventId", "awsRegion", "Unknown");
    const records = tuple(dictionary(names, eventIds), regions, boolean());
    assert(
      property(records, ([members, awsRegion, inObject]) => {
        const text = JSON.stringify({ ...members, awsRegion });
        // A chunk may begin in the middle of a record.
        const before = inObject ? '"another"},' : "";
        const chunk = Buffer.from(`${before}${text}`);
        const cut = { start: before.length, end: chunk.length, table: undefined, row: -1 };
        const record = new TrailRecord(chunk, originOf(), 0, { ...cut, memory: undefined });
        const { id } = record;

        record.forget();

        expect(record.id).toBe(id);
        expect(id).toBe(aRecordOf(text).id);
      }),
    );
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

  it("tells each member as JSON.parse does, parsed and as text", () => {
    const value = json({ maxDepth: 3 });
    assert(
      property(dictionary(constantFrom(...memberNames), value), (members) => {
        const sources = Object.entries(members);
        const text = `{${sources.map(([name, source]) => `"${name}":${source}`).join(",")}}`;
        const record = aRecordOf(text);

        expect(record.names).toEqual(Object.keys(members));
        for (const [name, source] of sources) {
          expect(record.fields?.[name]).toEqual(JSON.parse(source));
          expect(record.source(name)).toBe(source);
          expect(record.member(name)?.toString()).toBe(source);
        }
      }),
    );
  });

  it.each([
    ["of the usual names", '{"eventName":"A","readOnly":false,"resources":null}'],
    ["with a name that is unknown", '{"eventName":"A","readOnly":false,"resources":null,"new":1}'],
    ["over several lines", '{\n"eventName":"A",\n"readOnly":\nfalse,\n"resources":null}'],
    ["with space around it", ' {"eventName":"A","readOnly":false,"resources":null}\r\n'],
    ["with a name twice", '{"eventName":"B","eventName":"A","readOnly":false,"resources":null}'],
  ])("tells the same of a record %s", (_, text) => {
    const record = aRecordOf(text);

    expect(record.names.slice(0, 3)).toEqual(["eventName", "readOnly", "resources"]);
    expect(record.fields?.["eventName"]).toBe("A");
    expect(record.fields?.["readOnly"]).toBe(false);
    expect(record.fields?.["resources"]).toBeNull();
    expect(record.fields?.["awsRegion"]).toBeUndefined();
    expect(record.source("eventName")).toBe('"A"');
    expect(record.source("resources")).toBe("null");
    expect(record.source("awsRegion")).toBeUndefined();
  });

  it("reads texts with escapes and of other scripts, however often they come", () => {
    for (const agent of ["é", "名🎈", 'a"b', "a\\b", "\u0007", "x".repeat(500)]) {
      const text = JSON.stringify({ eventSource: "ü", userAgent: agent });

      expect(aRecordOf(text).fields?.["userAgent"]).toBe(agent);
      expect(aRecordOf(text).fields?.["userAgent"]).toBe(agent);
    }
  });

  it("tells its members after they were forgotten", () => {
    const record = aRecordOf('{"eventName":"A"}');

    record.forget();
    record.forget();

    expect(record.fields?.["eventName"]).toBe("A");
  });

  it("copies its bytes out of its chunk", () => {
    const cut = { start: 1, end: 3, table: undefined, row: -1, memory: undefined };
    const record = new TrailRecord(Buffer.from("[{},{}]"), originOf(), 0, cut);
    const target = Buffer.from("......");

    const end = record.copyTo(target, 2);

    expect([target.toString(), end, record.byteLength]).toEqual(["..{}..", 4, 2]);
    expect(record.bytes.toString()).toBe("{}");
  });
});
