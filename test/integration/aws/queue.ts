import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { access } from "./access.ts";

/** A queue of an emulator. */
export class TestQueue {
  readonly url: string;
  readonly arn: string;
  readonly #sqs: SQSClient;

  private constructor(sqs: SQSClient, url: string, arn: string) {
    this.#sqs = sqs;
    this.url = url;
    this.arn = arn;
  }

  static async create(server: URL, name: string): Promise<TestQueue> {
    const sqs = new SQSClient({ ...access, endpoint: server.href, useQueueUrlAsEndpoint: false });
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
    );
    return new TestQueue(sqs, QueueUrl, Attributes?.QueueArn ?? "");
  }

  async send(bodies: readonly string[]): Promise<void> {
    for (let at = 0; at < bodies.length; at += 10) {
      const Entries = bodies.slice(at, at + 10).map((MessageBody, index) => ({
        Id: String(index),
        MessageBody,
      }));
      await this.#sqs.send(new SendMessageBatchCommand({ QueueUrl: this.url, Entries }));
    }
  }

  /** Messages that wait or are being worked on. */
  async depth(): Promise<number> {
    const { Attributes = {} } = await this.#sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.url,
        AttributeNames: [
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesNotVisible",
          "ApproximateNumberOfMessagesDelayed",
        ],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  }
}
