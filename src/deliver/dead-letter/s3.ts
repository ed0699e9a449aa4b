import {
  PutObjectCommand,
  type PutObjectCommandInput,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import type { Clock } from "../../runtime/clock.ts";
import { parseAwsError } from "../../runtime/aws-error.ts";
import { awsTrouble, type AwsTrouble } from "./aws-trouble.ts";
import type { DeadLetter, Stored } from "./dead-letter.ts";
import { inTime } from "./in-time.ts";
import { insist } from "./insist.ts";
import { ReplaceableClient } from "./replaceable-client.ts";
import { bundle, contentOf, type Layout } from "./s3-objects.ts";

export interface S3DeadLetterConfig extends Layout {
  readonly bucket: string;
  /** The account that must own the bucket; S3 refuses to write where another one does. */
  readonly expectedBucketOwner?: string;
  /** Default: the bucket's own. */
  readonly encryption?: { readonly sse: ServerSideEncryption; readonly kmsKeyId?: string };
}

export interface S3DeadLetterParts {
  /** For a region; for undefined, the one in which the bucket is looked for first. */
  readonly createClient: (region: string | undefined) => S3Sender;
  readonly clock: Clock;
}

/** The part of an `S3Client` that is used here. */
export interface S3Sender {
  send(command: PutObjectCommand, options: { readonly abortSignal: AbortSignal }): Promise<object>;
  destroy(): void;
}

/**
 * Letters as NDJSON objects: one for each call of `store`, destination and reason. A call that fails may have written
 * some of its objects, and its records come again: a letter may lie there twice, but is never missing.
 */
export function createS3DeadLetter(
  config: S3DeadLetterConfig,
  { createClient, clock }: S3DeadLetterParts,
): DeadLetter {
  const where = `s3://${config.bucket}`;
  const client = new ReplaceableClient(createClient);
  const put = async (
    input: PutObjectCommandInput,
    signal: AbortSignal,
  ): Promise<AwsTrouble | undefined> => {
    const sender = client.current;
    const command = new PutObjectCommand(input);
    try {
      await inTime(clock, signal, (abortSignal) => sender.send(command, { abortSignal }));
      return undefined;
    } catch (error) {
      const trouble = awsTrouble(parseAwsError(error), { where, action: "s3:PutObject" });
      if (trouble.remedy !== undefined) client.replace(sender, trouble.remedy);
      return trouble;
    }
  };
  return {
    async store(letters, signal): Promise<Stored> {
      for (const object of bundle(letters, config)) {
        const input = putInput(config, object.key, await contentOf(object, config));
        const stored = await insist({ clock, where, signal }, () => put(input, signal));
        if (stored.kind === "failed") return stored;
      }
      return { kind: "ok" };
    },
    close() {
      client.current.destroy();
      return Promise.resolve();
    },
  };
}

/** How an object of letters is written. */
export function putInput(
  config: S3DeadLetterConfig,
  key: string,
  body: Buffer,
): PutObjectCommandInput {
  const { bucket, compression, encryption, expectedBucketOwner } = config;
  return {
    Bucket: bucket,
    Key: key,
    Body: body,
    ContentLength: body.length,
    // No Content-Encoding: clients that honour it would hand out plain text under a name that ends in .gz.
    ContentType: compression === "gzip" ? "application/gzip" : "application/x-ndjson",
    ...(expectedBucketOwner !== undefined && { ExpectedBucketOwner: expectedBucketOwner }),
    ...(encryption !== undefined && { ServerSideEncryption: encryption.sse }),
    ...(encryption?.kmsKeyId !== undefined && { SSEKMSKeyId: encryption.kmsKeyId }),
  };
}
