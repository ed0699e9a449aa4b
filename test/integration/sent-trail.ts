/** What a test sends: records in objects of a bucket, and what must be found of them. */
import { generatedRecords } from "../../bench/generate.ts";
import { account } from "../../bench/trail/identities.ts";
import { notificationBody } from "../../src/commands/demo/notification.ts";
import { trailKey, trailObject } from "../support/announced-trail.ts";
import { anObject } from "../support/events.ts";
import { trailRecord } from "../support/trail-record.ts";
import type { TestBucket } from "./aws/bucket.ts";
import type { TestQueue } from "./aws/queue.ts";
import { objectIn } from "./object-in.ts";

const otherAccount = "444455556666";

/** Records of two accounts; of `refusedOneIn` of them one has an `apiVersion` that is no number. */
export function someRecords(
  count: number,
  { refusedOneIn = Infinity }: { readonly refusedOneIn?: number } = {},
): readonly string[] {
  const generated = generatedRecords(1);
  return Array.from({ length: count }, (_, index) => {
    const { value } = generated.next();
    const text = index % 3 === 0 ? value.replaceAll(account, otherAccount) : value;
    return index % refusedOneIn === refusedOneIn - 1
      ? text.replace(beforeType, noNumber + beforeType)
      : text;
  });
}

const beforeType = '"eventType"';
const noNumber = '"apiVersion":"none of EXAMPLE",';

export function isRefused(record: string): boolean {
  return record.includes(noNumber);
}

/** As a destination knows the record. */
export function idOf(record: string): string {
  return trailRecord(record, anObject).id;
}

/** Empty where the record has no such text. */
export function textIn(record: string, key: string): string {
  const value = objectIn(record)[key];
  return typeof value === "string" ? value : "";
}

/** Puts the records into objects, announces each by a message of its own, and returns the ids of the records. */
export async function sendTrail(
  records: readonly string[],
  { bucket, queue }: { readonly bucket: TestBucket; readonly queue: TestQueue },
): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let at = 0; at < records.length; at += recordsPerObject) {
    const key = trailKey(`${at}-${records.length}`);
    await bucket.put(key, trailObject(records.slice(at, at + recordsPerObject)));
    keys.push(key);
  }
  await queue.send(keys.map((key) => notificationBody("s3_event", bucket.name, [key])));
  return records.map(idOf);
}

const recordsPerObject = 500;
