import { gunzipSync } from "node:zlib";
import { isJsonObject, TrailRecord, type JsonValue, type Origin } from "../../src/event.ts";

const origin: Origin = {
  object: { bucket: "trail", key: "example.json.gz" },
  notificationId: "00000000-0000-4000-a000-000000000000",
  receipt: { hold() {}, complete() {}, fail() {} },
};

/** What `JSON.parse` makes of an object that was written here. */
export function parseRecords(text: string): readonly JsonValue[] {
  const parsed: unknown = JSON.parse(text);
  const records = isJsonObject(parsed) ? parsed["Records"] : undefined;
  if (!Array.isArray(records)) throw new TypeError("An object has no Records");
  return records;
}

/** The records of a gzip object as the forwarder's decoding hands them on. */
export function trailRecords(object: Buffer): readonly TrailRecord[] {
  return parseRecords(gunzipSync(object).toString()).map(
    (record, index) => new TrailRecord(Buffer.from(JSON.stringify(record)), origin, index),
  );
}
