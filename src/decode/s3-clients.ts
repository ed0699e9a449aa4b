import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";

export interface S3ClientOptions {
  /** Default: the one of the AWS SDK's environment. */
  readonly region?: string;
  readonly endpoint?: string;
  readonly pathStyle?: boolean;
  /** Default: the AWS SDK's own chain. */
  readonly credentials?: NonNullable<S3ClientConfig["credentials"]>;
  /** For the user agent. */
  readonly version: string;
}

/** Makes a client for a region; for undefined, the one in which buckets are looked for first. */
export type CreateS3Client = (region: string | undefined) => S3Client;

const connectionTimeout = 5000;
/** Until the headers of an answer; the body's silence is watched by who reads it. */
const requestTimeout = 30_000;
const socketTimeout = 60_000;

export function s3ClientFactory(options: S3ClientOptions): CreateS3Client {
  const { endpoint, credentials, pathStyle = false, version } = options;
  return (region = options.region) =>
    new S3Client({
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials !== undefined && { credentials }),
      forcePathStyle: pathStyle,
      customUserAgent: [["trailferry", version]],
      // One policy of retrying, that of `s3-request.ts`: the SDK's would multiply it, unseen by the log.
      maxAttempts: 1,
      // The SDK checks whole answers only, so not what is read in several ranges, and its pure JavaScript CRCs cost
      // more than inflating. Gzip's own CRC covers the content, TLS the way; the length is compared.
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: {
        connectionTimeout,
        requestTimeout,
        socketTimeout,
        throwOnRequestTimeout: true,
      },
    });
}

/** A client for each region, made when first needed, and where the buckets turned out to be. */
export class S3Clients {
  readonly #create: CreateS3Client;
  readonly #clients = new Map<string | undefined, S3Client>();
  readonly #regions = new Map<string, string>();

  constructor(create: CreateS3Client) {
    this.#create = create;
  }

  of(bucket: string): S3Client {
    const region = this.#regions.get(bucket);
    const client = this.#clients.get(region) ?? this.#create(region);
    this.#clients.set(region, client);
    return client;
  }

  moved(bucket: string, region: string): void {
    this.#regions.set(bucket, region);
  }

  /**
   * The next call gets a client with fresh credentials: this one keeps those that S3 refused until they expire.
   * It is not destroyed, since objects are being read through it; its idle connections are closed by S3.
   */
  renew(bucket: string, refused: S3Client): void {
    const region = this.#regions.get(bucket);
    if (this.#clients.get(region) === refused) this.#clients.delete(region);
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }
}
