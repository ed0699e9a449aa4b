import { promisify } from "node:util";
import { gunzip, gzip, type ZlibOptions } from "node:zlib";
import type { S3DeadLetterConfig } from "../deliver/dead-letter/s3.ts";
import { prefixOf } from "../deliver/dead-letter/s3-objects.ts";
import { LetterBucket, type LetterBucketParts } from "./letter-bucket.ts";
import type { LetterPlace, Page, PageLimits } from "./letter-place.ts";
import { pagesOf, type Sheaf } from "./sheaf.ts";

export interface S3PlaceOptions extends LetterBucketParts {
  readonly config: S3DeadLetterConfig;
  /** Narrows what is replayed, below the configured prefix: `2026/11/22`, `2026/11/22/elastic`. */
  readonly below: string;
  readonly limits: PageLimits;
}

/** The daemon writes the rejected records of one batch into an object; more than this was put together by someone else. */
const mostBytes = 64 * 1024 * 1024;

/** As the dead letter names them; whatever else lies in the bucket is left alone. */
const keyOfLetters =
  /(^|\/)\d{4}\/\d\d\/\d\d\/.+\/\d{8}T\d{6}\.\d{3}Z-[\da-f-]{36}\.ndjson(\.gz)?$/;

/**
 * Dead letters in S3. An object whose letters were all delivered is deleted; one of which some are left is overwritten
 * with these, in one request. The amount of the place is its number of objects.
 */
export function createS3Place({ config, below, limits, ...parts }: S3PlaceOptions): LetterPlace {
  const bucket = new LetterBucket(config, parts);
  const prefix = prefixOf(config) + below.replace(/^\/+/, "");

  async function* keys(signal: AbortSignal): AsyncGenerator<string> {
    for await (const key of bucket.keys(prefix, signal)) if (keyOfLetters.test(key)) yield key;
  }

  async function* pages(stopping: AbortSignal): AsyncGenerator<Page> {
    for await (const key of keys(stopping)) {
      if (stopping.aborted) return;
      const name = `s3://${config.bucket}/${key}`;
      const text = await readText(bucket, key, stopping);
      if (typeof text === "string") yield unreadable(`${name} (${text})`);
      else if (text !== undefined)
        yield* pagesOf(createSheaf({ bucket, key, name, text }), limits, stopping);
    }
  }

  return {
    async measure(signal) {
      let objects = 0;
      for await (const _ of keys(signal)) objects += 1;
      return objects;
    },
    pages,
    close: () => bucket.close(),
  };
}

/** Undefined where the object is gone, and a text that says why where it can't be read. */
async function readText(
  bucket: LetterBucket,
  key: string,
  signal: AbortSignal,
): Promise<Buffer | string | undefined> {
  const stored = await bucket.read(key, mostBytes, signal);
  if (stored === "gone") return undefined;
  if (stored === "too large")
    return "too large to be read at once: download it, and replay it with --from file --path";
  // The content decides, not the name: some clients inflate what they download and upload.
  if (stored[0] !== 0x1f || stored[1] !== 0x8b) return stored;
  try {
    return await inflate(stored, { maxOutputLength: mostBytes });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface StoredSheaf {
  readonly bucket: LetterBucket;
  readonly key: string;
  readonly name: string;
  readonly text: Buffer;
}

function createSheaf({ bucket, key, name, text }: StoredSheaf): Sheaf {
  const kept: Buffer[] = [];
  let isCounted = false;
  return {
    name,
    async *content() {
      yield text;
    },
    amountOf() {
      const amount = isCounted ? 0 : 1;
      isCounted = true;
      return amount;
    },
    async keep(line) {
      kept.push(line, lineFeed);
    },
    async replace(keptLines) {
      if (keptLines === 0) return bucket.remove(key);
      const rest = Buffer.concat(kept);
      await bucket.overwrite(key, key.endsWith(".gz") ? await deflate(rest) : rest);
    },
    release: () => Promise.resolve(),
  };
}

const lineFeed = Buffer.from("\n");
const inflate = promisify<Buffer, ZlibOptions, Buffer>(gunzip);
const deflate = promisify<Buffer, Buffer>(gzip);

/** It stays as it is, whatever becomes of the page. */
function unreadable(where: string): Page {
  return { found: [{ letter: undefined, where }], amount: 1, settle: () => undefined };
}
