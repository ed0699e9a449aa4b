import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { parseAwsError } from "../runtime/aws-error.ts";
import { ReplaceableClient } from "../deliver/dead-letter/replaceable-client.ts";
import { putInput, type S3DeadLetterConfig } from "../deliver/dead-letter/s3.ts";
import type { Clock } from "../runtime/clock.ts";
import { askAws } from "./ask-aws.ts";

export interface LetterBucketParts {
  /** For a region; for undefined, the one in which the bucket is looked for first. */
  readonly createClient: (region: string | undefined) => S3Client;
  readonly clock: Clock;
}

/** What was delivered is removed even while the process stops. */
const unhurried = new AbortController().signal;

/** The calls to the bucket of dead letters. */
export class LetterBucket {
  readonly #config: S3DeadLetterConfig;
  readonly #clock: Clock;
  readonly #client: ReplaceableClient<S3Client>;

  constructor(config: S3DeadLetterConfig, { createClient, clock }: LetterBucketParts) {
    this.#config = config;
    this.#clock = clock;
    this.#client = new ReplaceableClient(createClient);
  }

  /** All keys below the prefix, as S3 lists them. Each page of the list begins after the last key, whatever was removed meanwhile. */
  async *keys(prefix: string, signal: AbortSignal): AsyncGenerator<string> {
    let last: string | undefined;
    for (;;) {
      const input = { ...this.#bucket, Prefix: prefix, StartAfter: last };
      const { Contents = [], IsTruncated } = await this.#ask(
        "s3:ListBucket",
        signal,
        (client, options) => client.send(new ListObjectsV2Command(input), options),
      );
      const keys = Contents.flatMap(({ Key }) => Key ?? []);
      yield* keys;
      last = keys.at(-1);
      if (last === undefined || IsTruncated !== true) return;
    }
  }

  /** The bytes as they are stored. */
  async read(
    key: string,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Buffer | "gone" | "too large"> {
    const answer = await this.#ask("s3:GetObject", signal, async (client, options) => {
      try {
        const got = await client.send(new GetObjectCommand({ ...this.#bucket, Key: key }), options);
        if ((got.ContentLength ?? 0) > maxBytes) return { content: "too large" as const };
        return { content: Buffer.from((await got.Body?.transformToByteArray()) ?? []) };
      } catch (error) {
        if (parseAwsError(error).codes.includes("NoSuchKey")) return { content: "gone" as const };
        throw error;
      }
    });
    return answer.content;
  }

  /** In the place of what the object holds: one step, so that no crash finds neither. */
  async overwrite(key: string, body: Buffer): Promise<void> {
    const compression = key.endsWith(".gz") ? "gzip" : "none";
    const input = putInput({ ...this.#config, compression }, key, body);
    await this.#ask("s3:PutObject", unhurried, (client, options) =>
      client.send(new PutObjectCommand(input), options),
    );
  }

  async remove(key: string): Promise<void> {
    await this.#ask("s3:DeleteObject", unhurried, (client, options) =>
      client.send(new DeleteObjectCommand({ ...this.#bucket, Key: key }), options),
    );
  }

  close(): void {
    this.#client.current.destroy();
  }

  get #bucket() {
    const { bucket, expectedBucketOwner } = this.#config;
    return {
      Bucket: bucket,
      ...(expectedBucketOwner !== undefined && { ExpectedBucketOwner: expectedBucketOwner }),
    };
  }

  #ask<T extends object>(
    action: string,
    signal: AbortSignal,
    send: (client: S3Client, options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    let client = this.#client.current;
    const ask = {
      purpose: "replay dead letters of",
      where: `s3://${this.#config.bucket}`,
      action,
      clock: this.#clock,
      signal,
      onRemedy: (remedy: Parameters<ReplaceableClient<S3Client>["replace"]>[1]) =>
        this.#client.replace(client, remedy),
    };
    return askAws(ask, (abortSignal) => {
      client = this.#client.current;
      return send(client, { abortSignal });
    });
  }
}
