import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type DeleteMessageBatchCommandOutput,
  type Message,
} from "@aws-sdk/client-sqs";
import { compressedAttributes } from "../deliver/dead-letter/sqs-message.ts";
import type { Clock } from "../runtime/clock.ts";
import type { SqsSender } from "../source/queue.ts";
import { askAws } from "./ask-aws.ts";
import { PlaceTrouble } from "./letter-place.ts";

export interface LetterMessagesParts {
  readonly queueUrl: string;
  readonly client: SqsSender;
  readonly clock: Clock;
}

/** A message that is hidden from others. */
export interface Held {
  readonly id: string;
  /** Stands for the last receive of it. */
  readonly handle: string;
}

export interface Received extends Held {
  readonly message: Message;
}

/** A page should be delivered by then. If not, a message may be seen again, and its letter sent again. */
const hiddenSeconds = 900;
/** A long poll asks all servers of the queue. */
const waitSeconds = 1;
/** SQS takes no more entries than this in one call, and hands out no more messages. */
const batchLimit = 10;

/** A receive that is cut short would hide what it got; and what was delivered is removed even while the process stops. */
const unhurried = new AbortController().signal;

/** The calls to the queue of dead letters. */
export class LetterMessages {
  readonly #parts: LetterMessagesParts;

  constructor(parts: LetterMessagesParts) {
    this.#parts = parts;
  }

  /** Of those that are visible, about. 0 where that may not be asked: a progress bar is not worth a right of its own. */
  async count(signal: AbortSignal): Promise<number> {
    const { client, queueUrl: QueueUrl } = this.#parts;
    const input = { QueueUrl, AttributeNames: ["ApproximateNumberOfMessages" as const] };
    try {
      const answer = await this.#ask("sqs:GetQueueAttributes", signal, (options) =>
        client.send(new GetQueueAttributesCommand(input), options),
      );
      return Number(answer.Attributes?.["ApproximateNumberOfMessages"] ?? 0);
    } catch (error) {
      if (error instanceof PlaceTrouble) return 0;
      throw error;
    }
  }

  /** `most` of them, as far as one call hands them out. */
  async receive(most: number): Promise<readonly Received[]> {
    const { client, queueUrl: QueueUrl } = this.#parts;
    const input = {
      QueueUrl,
      MaxNumberOfMessages: Math.min(most, batchLimit),
      WaitTimeSeconds: waitSeconds,
      VisibilityTimeout: hiddenSeconds,
      MessageAttributeNames: Object.keys(compressedAttributes),
    };
    const { Messages = [] } = await this.#ask("sqs:ReceiveMessage", unhurried, (options) =>
      client.send(new ReceiveMessageCommand(input), options),
    );
    return Messages.map((message) => ({
      id: message.MessageId ?? "",
      handle: message.ReceiptHandle ?? "",
      message,
    }));
  }

  /** Throws where any of them is still there. */
  async remove(messages: readonly Held[]): Promise<void> {
    const { client, queueUrl: QueueUrl } = this.#parts;
    for (const batch of batchesOf(messages)) {
      const Entries = entriesOf(batch);
      await this.#ask("sqs:DeleteMessage", unhurried, async (options) => {
        const command = new DeleteMessageBatchCommand({ QueueUrl, Entries });
        const answer = await client.send(command, options);
        throwUnlessAll(answer, batch.length);
        return answer;
      });
    }
  }

  /** Makes them visible again. As far as that fails, their time brings them back. */
  async giveBack(messages: readonly Held[]): Promise<void> {
    const { client, queueUrl: QueueUrl } = this.#parts;
    try {
      for (const batch of batchesOf(messages)) {
        const Entries = entriesOf(batch).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
        await this.#ask("sqs:ChangeMessageVisibility", unhurried, (options) =>
          client.send(command, options),
        );
      }
    } catch (error) {
      if (!(error instanceof PlaceTrouble)) throw error;
    }
  }

  #ask<T extends object>(
    action: string,
    signal: AbortSignal,
    send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const { queueUrl, clock } = this.#parts;
    const ask = { purpose: "replay dead letters of", where: queueUrl, action, clock, signal };
    return askAws(ask, (abortSignal) => send({ abortSignal }));
  }
}

function* batchesOf(messages: readonly Held[]): Generator<readonly Held[]> {
  for (let start = 0; start < messages.length; start += batchLimit)
    yield messages.slice(start, start + batchLimit);
}

function entriesOf(batch: readonly Held[]) {
  return batch.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle }));
}

/** A message is deleted only when the answer says so. Deleting it twice is no failure, so the whole batch is tried again. */
function throwUnlessAll(answer: DeleteMessageBatchCommandOutput, count: number): void {
  if (answer.Successful?.length === count) return;
  const { Code, Message: words } = answer.Failed?.[0] ?? unmentioned;
  throw Object.assign(new Error(words), { name: Code });
}

const unmentioned = { Code: "Unanswered", Message: "the answer does not mention the message" };
