/** The part of SQS's JSON protocol 1.0 that a consumer uses, over one queue. */
import { createHash } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/event.ts";
import type { Queue, Received } from "./queue.ts";

export interface SqsAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

type Operation = (input: JsonObject, gone: AbortSignal) => SqsAnswer | Promise<SqsAnswer>;

/** `messageBody` gives the text of a message by its number. */
export function createSqs(queue: Queue, messageBody: (message: number) => string) {
  const operations: Readonly<Record<string, Operation>> = {
    async ReceiveMessage(input, gone) {
      const max = wholeNumber(input["MaxNumberOfMessages"], 1);
      const waitMs = wholeNumber(input["WaitTimeSeconds"], 0) * 1000;
      const received = await queue.receive(max, waitMs, gone);
      if (received.length === 0) return ok({});
      return ok({ Messages: received.map((one) => message(one, messageBody(one.message))) });
    },
    DeleteMessageBatch(input) {
      const entries = entriesOf(input);
      for (const entry of entries) queue.delete(entry.receiptHandle);
      return ok({ Successful: entries.map(({ id }) => ({ Id: id })), Failed: [] });
    },
    ChangeMessageVisibilityBatch(input) {
      const changed: JsonObject[] = [];
      const failed: JsonObject[] = [];
      for (const { id, receiptHandle, visibilitySeconds } of entriesOf(input)) {
        if (queue.changeVisibility(receiptHandle, visibilitySeconds)) changed.push({ Id: id });
        else failed.push({ Id: id, SenderFault: true, Code: "MessageNotInflight" });
      }
      return ok({ Successful: changed, Failed: failed });
    },
    GetQueueAttributes() {
      return ok({
        Attributes: {
          QueueArn: "arn:aws:sqs:us-east-1:000000000000:q",
          VisibilityTimeout: String(queue.visibilitySeconds),
          ApproximateNumberOfMessages: String(queue.visible),
          ApproximateNumberOfMessagesNotVisible: String(queue.inFlight),
          ApproximateNumberOfMessagesDelayed: "0",
        },
      });
    },
  };

  return (operation: string, input: JsonObject, gone: AbortSignal) =>
    operations[operation]?.(input, gone) ?? unknownOperation(operation);
}

function message(received: Received, body: string): JsonObject {
  return {
    MessageId: `00000000-0000-4000-a000-${received.message.toString(16).padStart(12, "0")}`,
    ReceiptHandle: received.receiptHandle,
    MD5OfBody: createHash("md5").update(body).digest("hex"),
    Body: body,
    Attributes: {
      ApproximateReceiveCount: String(received.receiveCount),
      SentTimestamp: String(received.sentAt),
    },
  };
}

interface Entry {
  readonly id: string;
  readonly receiptHandle: string;
  readonly visibilitySeconds: number;
}

function entriesOf(input: JsonObject): readonly Entry[] {
  const entries = input["Entries"];
  if (!Array.isArray(entries)) return [];
  return entries.filter(isJsonObject).map((entry) => ({
    id: text(entry["Id"]),
    receiptHandle: text(entry["ReceiptHandle"]),
    visibilitySeconds: wholeNumber(entry["VisibilityTimeout"], 30),
  }));
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function wholeNumber(value: JsonValue | undefined, absent: number): number {
  return typeof value === "number" ? value : absent;
}

function ok(body: JsonObject): SqsAnswer {
  return { status: 200, body };
}

function unknownOperation(operation: string): SqsAnswer {
  const type = "com.amazonaws.sqs#UnsupportedOperation";
  return { status: 400, body: { __type: type, message: `The stub has no ${operation}` } };
}
