import { gunzipSync } from "node:zlib";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { startFauxqs, type FauxqsServer } from "fauxqs";
import { onTestFinished } from "vitest";
import { decodeMessage } from "../../src/deliver/dead-letter/sqs-message.ts";
import { createSqsClients } from "../../src/source/clients.ts";

export const lettersBucket = "example-letters";

const common = {
  region: "us-east-1",
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" },
};

/** S3 and SQS on loopback, for dead letters that are sent for real. */
export class LetterAws {
  readonly #server: FauxqsServer;
  readonly #s3: S3Client;

  private constructor(server: FauxqsServer) {
    this.#server = server;
    this.#s3 = this.s3();
  }

  /** Closed when the test is over. */
  static async start(): Promise<LetterAws> {
    const server = await startFauxqs({ port: 0, logger: false });
    server.createBucket(lettersBucket);
    const aws = new LetterAws(server);
    onTestFinished(async () => {
      aws.#s3.destroy();
      await server.stop();
    });
    return aws;
  }

  s3(): S3Client {
    return new S3Client({ ...common, endpoint: this.#server.address, forcePathStyle: true });
  }

  sqs(queueUrl: string): SQSClient {
    const endpoint = this.#server.address;
    const version = "0.0.0";
    return createSqsClients({ queueUrl, endpoint, version, ...common }).settling;
  }

  /** The queue's URL. */
  createQueue(name: string, attributes: Record<string, string> = {}): string {
    this.#server.createQueue(name, { attributes });
    return this.queueUrl(name);
  }

  queueUrl(name: string): string {
    return `${this.#server.address}/000000000000/${name}`;
  }

  /** What is in the bucket, by key. */
  async objects(): Promise<ReadonlyMap<string, Buffer>> {
    const Bucket = lettersBucket;
    const { Contents = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket }));
    const objects = new Map<string, Buffer>();
    for (const { Key = "" } of Contents) {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
      objects.set(Key, Buffer.from((await Body?.transformToByteArray()) ?? []));
    }
    return objects;
  }

  async put(key: string, content: Buffer): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket: lettersBucket, Key: key, Body: content }));
  }

  /** The lines of all objects, inflated where they are compressed. */
  async lettersInBucket(): Promise<string> {
    const bodies = [...(await this.objects()).values()];
    return bodies.map((body) => (body[0] === 0x1f ? gunzipSync(body) : body).toString()).join("");
  }

  messages(queue: string) {
    return this.#server.inspectQueue(queue)?.messages.ready ?? [];
  }

  /** Whether nothing is left in the queue, hidden messages included. */
  isEmpty(queue: string): boolean {
    const { ready = [], inflight = [] } = this.#server.inspectQueue(queue)?.messages ?? {};
    return ready.length + inflight.length === 0;
  }

  /** The letters in a queue, as they would be replayed. */
  letters(queue: string) {
    return Promise.all(
      this.messages(queue).map(({ body, messageAttributes }) =>
        decodeMessage({ Body: body, MessageAttributes: messageAttributes }),
      ),
    );
  }
}
