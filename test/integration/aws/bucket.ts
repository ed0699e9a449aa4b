import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
  type Event,
  type NotificationConfiguration,
} from "@aws-sdk/client-s3";
import { access } from "./access.ts";

/** A bucket of an emulator. */
export class TestBucket {
  readonly name: string;
  readonly endpoint: URL;
  readonly #s3: S3Client;

  private constructor(name: string, endpoint: URL, s3: S3Client) {
    this.name = name;
    this.endpoint = endpoint;
    this.#s3 = s3;
  }

  static async create(server: URL, name: string): Promise<TestBucket> {
    const s3 = new S3Client({ ...access, endpoint: server.href, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    return new TestBucket(name, server, s3);
  }

  async put(key: string, body: Buffer): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket: this.name, Key: key, Body: body }));
  }

  /** From now on each object that is made is announced. */
  async announce(to: NotificationConfiguration): Promise<void> {
    const configuration = { Bucket: this.name, NotificationConfiguration: to };
    await this.#s3.send(new PutBucketNotificationConfigurationCommand(configuration));
  }
}

export const created: Event[] = ["s3:ObjectCreated:*"];
