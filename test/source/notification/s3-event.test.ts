import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/event.ts";
import { s3Event } from "../../../src/source/notification/s3-event.ts";

const bucket = "example-trail-bucket";

describe("an S3 event", () => {
  it.each([
    ["a+b", "a b"],
    ["a%2Bb", "a+b"],
    ["AWSLogs%2F111122223333%2Fa.json.gz", "AWSLogs/111122223333/a.json.gz"],
    ["sch%C3%B6n.json", "schön.json"],
    ["100%25.json", "100%.json"],
  ])("has the key %s decoded to %s", (encoded, key) => {
    const message = anEvent(aRecord({ object: { key: encoded } }));

    const meaning = s3Event(message);

    expect(meaning).toEqual({ kind: "objects", objects: [{ bucket, key }] });
  });

  it.each(["100%.json", "%", "%zz", "%ff", "%C3"])("is unknown for the broken key %s", (key) => {
    const message = anEvent(aRecord({ object: { key } }));

    const meaning = s3Event(message);

    expect(meaning).toMatchObject({ kind: "unknown", reason: "undecodable_key" });
  });

  it.each([
    ["2.0", "objects"],
    ["2.17", "objects"],
    ["3.0", "unknown"],
    ["20.1", "unknown"],
    [2.6, "unknown"],
    [undefined, "unknown"],
  ])("of version %s is %s", (eventVersion, kind) => {
    const { eventVersion: _, ...record } = aRecord({});
    const message = anEvent(eventVersion === undefined ? record : { ...record, eventVersion });

    const meaning = s3Event(message);

    expect(meaning).toMatchObject({ kind });
  });

  it.each([
    ["ObjectRemoved:DeleteMarkerCreated", "deleted"],
    ["ObjectRestore:Completed", "restored"],
    ["ObjectTagging:Put", "tagged"],
    ["LifecycleExpiration:Delete", "lifecycle"],
    ["LifecycleTransition", "lifecycle"],
    ["IntelligentTiering", "lifecycle"],
    ["ObjectAcl:Put", "other_event"],
    ["Replication:OperationMissedThreshold", "other_event"],
    ["constructor", "other_event"],
  ])("named %s is noise of the kind %s", (eventName, noise) => {
    const message = anEvent({ ...aRecord({}), eventName });

    const meaning = s3Event(message);

    expect(meaning).toEqual({ kind: "noise", noise });
  });

  it.each(["ObjectCreated:Put", "ObjectCreated:Anything", "ObjectCreated", "s3:ObjectCreated:Put"])(
    "named %s is work",
    (eventName) => {
      const message = anEvent({ ...aRecord({}), eventName });

      const meaning = s3Event(message);

      expect(meaning).toMatchObject({ kind: "objects" });
    },
  );

  it.each<[string, JsonValue]>([
    ["no object at all", null],
    ["a name that is no text", { ...aRecord({}), eventName: 7 }],
    ["another source", { ...aRecord({}), eventSource: "ceph:s3" }],
    ["no key", aRecord({ object: { size: 1 } })],
    ["no bucket", aRecord({ bucket: {} })],
  ])("is unknown as a whole when one record has %s", (_, record) => {
    const message = anEvent(aRecord({}), record);

    const meaning = s3Event(message);

    expect(meaning).toMatchObject({ kind: "unknown", reason: "malformed" });
  });

  it("names the same object once, and each version of it", () => {
    const key = "a.json.gz";
    const message = anEvent(
      aRecord({ object: { key } }),
      aRecord({ object: { key, size: 1 } }),
      aRecord({ object: { key, versionId: "v1" } }),
    );

    const meaning = s3Event(message);

    expect(meaning).toMatchObject({
      objects: [
        { bucket, key },
        { bucket, key, versionId: "v1" },
      ],
    });
  });
});

function anEvent(...records: readonly JsonValue[]): JsonObject {
  return { Records: records };
}

function aRecord(s3: { readonly bucket?: JsonObject; readonly object?: JsonObject }) {
  return {
    eventVersion: "2.6",
    eventSource: "aws:s3",
    eventName: "ObjectCreated:Put",
    s3: { bucket: { name: bucket }, object: { key: "a.json.gz" }, ...s3 },
  };
}
