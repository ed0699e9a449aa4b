import type { ObjectReference } from "../event.ts";
import { S3Body } from "./s3-body.ts";
import { S3Clients, type CreateS3Client } from "./s3-clients.ts";
import { S3Requests, type S3RequestOptions } from "./s3-request.ts";

export interface OpenObject {
  readonly etag: string | undefined;
  /** Bytes as stored. */
  readonly size: number | undefined;
  /** Can be iterated once. Breaks are mended inside; throws an `ObjectFailure` when they can't be. */
  readonly body: AsyncIterable<Buffer>;
  /** Frees the connection; needed where the body is not read to its end. */
  close(): void;
}

export interface ObjectReader {
  /**
   * "gone": the version that was asked for is a delete marker, there is nothing to read.
   * Throws an `ObjectFailure`; an aborted signal releases the object as "draining", the body's reading included.
   */
  open(object: ObjectReference, signal: AbortSignal): Promise<OpenObject | "gone">;
}

export interface S3ObjectReader extends ObjectReader {
  /** Ends all connections. No object is open when it is called. */
  close(): void;
}

export interface ObjectReaderOptions extends S3RequestOptions {
  readonly createClient: CreateS3Client;
}

export function createObjectReader(options: ObjectReaderOptions): S3ObjectReader {
  const clients = new S3Clients(options.createClient);
  const requests = new S3Requests(clients, options);
  return {
    async open(object, signal) {
      const first = await requests.get(object, undefined, signal);
      if (first === "gone") return "gone";
      const body = new S3Body(first, {
        clock: options.clock,
        resume: (rest) => requests.get(object, rest, signal),
        fixed: object.versionId !== undefined,
        signal,
      });
      return { etag: body.etag, size: body.size, body, close: () => body.close() };
    },
    close: () => clients.close(),
  };
}
