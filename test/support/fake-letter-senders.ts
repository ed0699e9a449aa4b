import type { PutObjectCommand, PutObjectCommandInput } from "@aws-sdk/client-s3";
import type {
  SendMessageBatchCommand,
  SendMessageBatchCommandOutput,
  SendMessageBatchRequestEntry,
} from "@aws-sdk/client-sqs";
import type { S3Sender } from "../../src/deliver/dead-letter/s3.ts";
import type { SqsSender } from "../../src/deliver/dead-letter/sqs-queue.ts";

/** `silence`: no answer ever, not even when the call is aborted. */
export type CallFault = Error | "silence" | undefined;

/** A bucket that writes down what it is asked for, and fails the next calls as a test says. */
export class FakeBucket implements S3Sender {
  readonly puts: PutObjectCommandInput[] = [];
  readonly faults: CallFault[] = [];
  isDestroyed = false;

  async send({ input }: PutObjectCommand): Promise<object> {
    this.puts.push(input);
    return answerUnless(this.faults.shift(), {});
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

/** How an entry of a batch fails; `unmentioned` ones are missing in the answer. */
export type EntryFault = "unmentioned" | { readonly Code: string; readonly SenderFault: boolean };

/** A queue that writes down what it is asked for, and fails the next calls, or single bodies once, as a test says. */
export class FakeLetterQueue implements SqsSender {
  readonly batches: (readonly SendMessageBatchRequestEntry[])[] = [];
  readonly faults: CallFault[] = [];
  readonly entryFaults: (EntryFault | undefined)[] = [];
  /** Bodies that it said yes to. */
  readonly taken = new Set<string>();
  isDestroyed = false;

  async send({ input }: SendMessageBatchCommand): Promise<SendMessageBatchCommandOutput> {
    const entries = input.Entries ?? [];
    this.batches.push(entries);
    const callFault = this.faults.shift();
    const outcomes = entries.map(({ Id, MessageBody = "" }) => {
      const fault = this.entryFaults.shift();
      if (callFault === undefined && fault === undefined) this.taken.add(MessageBody);
      return { Id, fault };
    });
    const answer: SendMessageBatchCommandOutput = {
      $metadata: {},
      Successful: outcomes.flatMap(({ Id, fault }) =>
        fault === undefined ? [{ Id, MessageId: "EXAMPLE", MD5OfMessageBody: "EXAMPLE" }] : [],
      ),
      Failed: outcomes.flatMap(({ Id, fault }) =>
        typeof fault === "object" ? [{ Id, ...fault }] : [],
      ),
    };
    return answerUnless(callFault, answer);
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

function answerUnless<T>(fault: CallFault, answer: T): Promise<T> {
  if (fault === "silence") return new Promise<never>(() => {});
  return fault === undefined ? Promise.resolve(answer) : Promise.reject(fault);
}
