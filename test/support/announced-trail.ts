/** Trails for a whole run: generated records as gzip objects in the bucket, announced in every shape in turn. */
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { generatedRecords } from "../../bench/generate.ts";
import {
  notificationBody,
  shapes as demoShapes,
  type DemoShape,
} from "../../src/commands/demo/notification.ts";
import { isJsonObject } from "../../src/event.ts";
import { bucket, type TestAws } from "./test-aws.ts";

type Shape = DemoShape | "security_lake";
const shapes: readonly Shape[] = [...demoShapes, "security_lake"];
/** These can name several objects in one message. */
const plural: ReadonlySet<Shape> = new Set([
  "s3_event",
  "sns_s3_event",
  "sns_twice",
  "cloudtrail_sns",
]);

/** One message, and what must be at the receiver before it may be deleted. */
export interface Announcement {
  readonly messageId: string;
  readonly objects: readonly AnnouncedObject[];
  /** Of all its records. */
  readonly ids: readonly string[];
}

interface AnnouncedObject {
  readonly key: string;
  readonly ids: readonly string[];
}

export interface AnnouncedTrail {
  readonly announcements: readonly Announcement[];
  /** The text of each record as it was written, by the id that destinations know it by. */
  readonly records: ReadonlyMap<string, string>;
}

export interface TrailPlan {
  readonly objects: number;
  readonly recordsPerObject: number;
  readonly seed?: number;
}

/** Puts all objects, then announces them: most shapes name two at once. */
export async function announceTrail(aws: TestAws, plan: TrailPlan): Promise<AnnouncedTrail> {
  const generated = generatedRecords(plan.seed ?? 1);
  const records = new Map<string, string>();
  const objects: AnnouncedObject[] = [];
  for (let number = 0; number < plan.objects; number += 1) {
    const texts = Array.from({ length: plan.recordsPerObject }, () => generated.next().value);
    const ids = texts.map(idOf);
    for (const [at, id] of ids.entries()) records.set(id, texts[at] ?? "");
    const key = trailKey(String(number));
    await aws.put(key, trailObject(texts));
    objects.push({ key, ids });
  }
  return { announcements: announceAll(aws, objects), records };
}

export function trailKey(name: string): string {
  return `AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/22/111122223333_CloudTrail_us-east-1_20261122T0005Z_${name}EXAMPLE.json.gz`;
}

export function trailObject(texts: readonly string[]): Buffer {
  return gzipSync(`{"Records":[${texts.join(",")}]}`);
}

/** As a destination knows the record: account, region and event id. */
export function idOf(text: string): string {
  const { recipientAccountId, awsRegion, eventID } = identity.parse(JSON.parse(text));
  return `${recipientAccountId}:${awsRegion}:${eventID}`;
}

const identity = z.object({
  recipientAccountId: z.string(),
  awsRegion: z.string(),
  eventID: z.string(),
});

function announceAll(aws: TestAws, all: readonly AnnouncedObject[]): readonly Announcement[] {
  const announcements: Announcement[] = [];
  for (let at = 0; at < all.length;) {
    const shape = shapes[announcements.length % shapes.length] ?? "s3_event";
    const objects = all.slice(at, at + (plural.has(shape) ? 2 : 1));
    const keys = objects.map(({ key }) => key);
    const messageId = aws.send(announcement(shape, keys));
    announcements.push({ messageId, objects, ids: objects.flatMap(({ ids }) => ids) });
    at += objects.length;
  }
  return announcements;
}

function announcement(shape: Shape, keys: readonly string[]): string {
  if (shape !== "security_lake") return notificationBody(shape, bucket, keys);
  const event: unknown = JSON.parse(notificationBody("eventbridge", bucket, keys));
  return JSON.stringify({ ...(isJsonObject(event) && event), "detail-type": undefined });
}
