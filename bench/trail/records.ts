import { gunzipSync } from "node:zlib";
import { defaultReadLimits } from "../../src/decode/limits.ts";
import { RecordSplitter } from "../../src/decode/records.ts";
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

const chunkBytes = 256 * 1024;

/** The records of a gzip object as the forwarder's decoding hands them on: where their members are is noted. */
export function trailRecords(object: Buffer): readonly TrailRecord[] {
  const plain = gunzipSync(object);
  const records: TrailRecord[] = [];
  const splitter = new RecordSplitter(defaultReadLimits, (element) => {
    records.push(new TrailRecord(element.chunk, origin, element.index, element));
  });
  for (let at = 0; at < plain.length; at += chunkBytes)
    splitter.push(plain.subarray(at, at + chunkBytes));
  splitter.end();
  return records;
}
