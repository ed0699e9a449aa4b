/**
 * SQS and S3 on loopback: fauxqs, with a proxy before SQS that notes each ReceiveMessage and polls on its caller's
 * behalf. fauxqs alone goes on with the long poll of a process that has died, and takes messages for it.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
} from "@aws-sdk/client-s3";
import { startFauxqs, type FauxqsServer } from "fauxqs";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { listen } from "../../bench/listen.ts";
import { isJsonObject, type JsonObject } from "../../src/event.ts";

export const bucket = "example-trail-bucket";
export const region = "us-east-1";

const queue = "cloudtrail";
const pollMs = 25;
/** fauxqs takes no larger body. */
const partBytes = 10 * 1024 * 1024;
const received = z.object({ Messages: z.array(z.object({ MessageId: z.string() })).default([]) });

export class TestAws {
  /** When each ReceiveMessage came, in milliseconds since the epoch. */
  readonly receivedAt: number[] = [];
  readonly s3Endpoint: string;
  readonly #aws: FauxqsServer;
  readonly #s3: S3Client;
  readonly #proxy: Server;
  #proxyUrl = "";

  private constructor(aws: FauxqsServer) {
    this.#aws = aws;
    this.s3Endpoint = aws.address;
    const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" };
    this.#s3 = new S3Client({ region, endpoint: aws.address, forcePathStyle: true, credentials });
    this.#proxy = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Closed when the test is over. */
  static async start(): Promise<TestAws> {
    const messageSpies = { bufferSize: 100_000 };
    const server = await startFauxqs({ port: 0, logger: false, messageSpies });
    server.createQueue(queue);
    server.createBucket(bucket);
    const aws = new TestAws(server);
    aws.#proxyUrl = await listen(aws.#proxy);
    onTestFinished(() => aws.#close());
    return aws;
  }

  get queueUrl(): string {
    return `${this.#proxyUrl}/000000000000/${queue}`;
  }

  async put(key: string, body: Buffer): Promise<void> {
    const object = { Bucket: bucket, Key: key };
    if (body.length <= partBytes) {
      await this.#s3.send(new PutObjectCommand({ ...object, Body: body }));
      return;
    }
    const { UploadId } = await this.#s3.send(new CreateMultipartUploadCommand(object));
    const Parts: CompletedPart[] = [];
    for (let at = 0; at < body.length; at += partBytes) {
      const part = { ...object, UploadId, PartNumber: Parts.length + 1 };
      const Body = body.subarray(at, at + partBytes);
      const { ETag } = await this.#s3.send(new UploadPartCommand({ ...part, Body }));
      Parts.push({ PartNumber: part.PartNumber, ETag });
    }
    const whole = { ...object, UploadId, MultipartUpload: { Parts } };
    await this.#s3.send(new CompleteMultipartUploadCommand(whole));
  }

  /** Returns the id of the message. */
  send(body: string): string {
    return this.#aws.sendMessage(queue, body).messageId;
  }

  /** Ids of the messages that a consumer would get now. */
  get visible(): readonly string[] {
    return this.#messages.ready.map(({ messageId }) => messageId);
  }

  /** For how many seconds from now each message stays hidden, by id. */
  get hidden(): ReadonlyMap<string, number> {
    const now = Date.now();
    return new Map(
      this.#messages.inflight.map(({ message, visibilityDeadline }) => [
        message.messageId,
        (visibilityDeadline - now) / 1000,
      ]),
    );
  }

  get isEmpty(): boolean {
    return this.visible.length + this.hidden.size === 0;
  }

  /** When each message was deleted, by id, in milliseconds since the epoch. */
  get deletedAt(): ReadonlyMap<string, number> {
    const deleted = this.#aws.spy
      .getAllMessages()
      .flatMap((seen) => (seen.service === "sqs" && seen.status === "consumed" ? [seen] : []));
    return new Map(deleted.map(({ messageId, timestamp }) => [messageId, timestamp]));
  }

  /** Ends the time for which a message is hidden, as its clock would. */
  async reveal(messageId: string): Promise<void> {
    const hidden = this.#messages.inflight.find(({ message }) => message.messageId === messageId);
    if (hidden === undefined) throw new Error("The message is not hidden");
    await this.#call("ChangeMessageVisibility", {
      QueueUrl: this.queueUrl,
      ReceiptHandle: hidden.receiptHandle,
      VisibilityTimeout: 0,
    });
  }

  get #messages() {
    const found = this.#aws.inspectQueue(queue);
    if (found === undefined) throw new Error("The queue is gone");
    return found.messages;
  }

  /** From now on SQS can't be reached. */
  disconnect(): void {
    this.#proxy.close();
    this.#proxy.closeAllConnections();
  }

  async #close(): Promise<void> {
    this.disconnect();
    this.#s3.destroy();
    await this.#aws.stop();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers["x-amz-target"]).replace("AmazonSQS.", "");
    const body: unknown = await json(request);
    const input = isJsonObject(body) ? body : {};
    const answer =
      operation === "ReceiveMessage"
        ? await this.#receive(input, response)
        : await this.#call(operation, input);
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
    response.end(await answer.text());
  }

  async #receive(input: JsonObject, response: ServerResponse): Promise<Response> {
    this.receivedAt.push(Date.now());
    const endsAt = Date.now() + Number(input["WaitTimeSeconds"] ?? 0) * 1000;
    for (;;) {
      const answer = await this.#call("ReceiveMessage", { ...input, WaitTimeSeconds: 0 });
      const text = await answer.text();
      if (response.destroyed) await this.#giveBack(text);
      const isOver = text.includes("Messages") || response.destroyed || Date.now() >= endsAt;
      if (isOver) return new Response(text, { status: answer.status });
      await wait(pollMs);
    }
  }

  /** Nobody waits for the answer any more. */
  async #giveBack(answer: string): Promise<void> {
    const { Messages } = received.parse(JSON.parse(answer));
    await Promise.all(Messages.map(({ MessageId }) => this.reveal(MessageId)));
  }

  #call(operation: string, input: JsonObject): Promise<Response> {
    return fetch(this.#aws.address, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `AmazonSQS.${operation}`,
      },
      body: JSON.stringify(input),
    });
  }
}
