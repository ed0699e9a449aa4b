/**
 * Puts the sample trails where CloudTrail would: each file as a gzip object in the bucket, and each notification as a
 * message in the queue, in the shape the manifest names.
 */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { notificationBody, shapes } from "./notification.ts";

const manifestSchema = z.object({
  bucket: z.string(),
  notifications: z.array(
    z.object({
      shape: z.enum(shapes),
      objects: z.array(z.object({ file: z.string(), key: z.string() })),
    }),
  ),
  messages: z.array(
    z.object({
      name: z.string(),
      ending: z.string(),
      body: z.union([z.string(), z.looseObject({})]),
    }),
  ),
});

export interface Stage {
  readonly objects: number;
  readonly messages: number;
  /** What each message that announces no object is, and how it must end. */
  readonly others: readonly { readonly name: string; readonly ending: string }[];
}

const trails = new URL("trails/", import.meta.url);

export async function setStage(
  s3: S3Client,
  createBucket: (bucket: string) => void,
  send: (body: string) => void,
): Promise<Stage> {
  const { bucket, notifications, messages } = manifestSchema.parse(await readJson("manifest.json"));
  createBucket(bucket);
  for (const { shape, objects } of notifications) {
    for (const { file, key } of objects) {
      const body = gzipSync(JSON.stringify(await readJson(file)));
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    }
    send(
      notificationBody(
        shape,
        bucket,
        objects.map(({ key }) => key),
      ),
    );
  }
  for (const { body } of messages) send(typeof body === "string" ? body : JSON.stringify(body));
  return {
    objects: notifications.reduce((sum, { objects }) => sum + objects.length, 0),
    messages: notifications.length + messages.length,
    others: messages.map(({ name, ending }) => ({ name, ending })),
  };
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(file, trails), "utf8"));
}
