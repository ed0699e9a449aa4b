/**
 * The calls to one queue, in our own terms: each is a single bounded call, and the refusals of a batch are its answer.
 */
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import type {
  BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommandOutput,
  DeleteMessageBatchCommandOutput,
  GetQueueAttributesCommandOutput,
  Message,
  QueueAttributeName,
  ReceiveMessageCommandOutput,
} from "@aws-sdk/client-sqs";

import type { Clock } from "../runtime/clock.ts";
import { withinDeadline, type Deadline } from "../runtime/deadline.ts";
import { Slots } from "../runtime/slots.ts";

/** The part of an `SQSClient` that is used here. */
export interface SqsSender {
  send(command: ReceiveMessageCommand, options: SendOptions): Promise<ReceiveMessageCommandOutput>;
  send(
    command: DeleteMessageBatchCommand,
    options: SendOptions,
  ): Promise<DeleteMessageBatchCommandOutput>;
  send(
    command: ChangeMessageVisibilityBatchCommand,
    options: SendOptions,
  ): Promise<ChangeMessageVisibilityBatchCommandOutput>;
  send(
    command: GetQueueAttributesCommand,
    options: SendOptions,
  ): Promise<GetQueueAttributesCommandOutput>;
}

export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

export interface QueueMessage {
  readonly id: string;
  /** Stands for this one receive of the message; the next receive gets another. */
  readonly handle: string;
  readonly body: string;
  readonly receiveCount: number;
  /** Milliseconds since the epoch. */
  readonly sentAt: number | undefined;
}

/** What the queue said about one entry of a batch that it did not carry out. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** The refused entries of a batch, by their position in it. */
export type Refusals = ReadonlyMap<number, Refusal>;

export interface Limit {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** SQS takes no more entries than this in one call, and hands out no more messages. */
export const batchLimit = 10;

const receiveMarginMs = 15_000;

export interface QueueOptions {
  readonly queueUrl: string;
  readonly receiving: SqsSender;
  readonly settling: SqsSender;
  readonly clock: Clock;
}

/** Thousands of claims are extended or given back in one go: what is beyond this waits its turn before its time runs. */
const mostCalls = 32;

export class Queue {
  readonly #options: QueueOptions;
  readonly #calls = new Slots(mostCalls);

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** A long poll; no messages is a usual answer. The messages are hidden for `visibilitySeconds`. */
  async receive(
    ask: { readonly max: number; readonly waitSeconds: number; readonly visibilitySeconds: number },
    signal: AbortSignal,
  ): Promise<readonly QueueMessage[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#options.queueUrl,
      MaxNumberOfMessages: Math.min(batchLimit, ask.max),
      WaitTimeSeconds: ask.waitSeconds,
      VisibilityTimeout: ask.visibilitySeconds,
      MessageSystemAttributeNames: ["ApproximateReceiveCount", "SentTimestamp"],
    });
    const { clock, receiving } = this.#options;
    const answer = await within(
      { clock, ms: ask.waitSeconds * 1000 + receiveMarginMs, signal },
      (abortSignal) => receiving.send(command, { abortSignal }),
    );
    return (answer.Messages ?? []).flatMap(received);
  }

  async delete(handles: readonly string[], limit: Limit): Promise<Refusals> {
    const { queueUrl, settling, clock } = this.#options;
    const command = new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: handles.map((handle, index) => ({ Id: String(index), ReceiptHandle: handle })),
    });
    const answer = await this.#inTurn(() =>
      within({ clock, ms: limit.timeoutMs, signal: limit.signal }, (abortSignal) =>
        settling.send(command, { abortSignal }),
      ),
    );
    return refusals(handles.length, answer);
  }

  /** Sets for how long, from now on, each message stays hidden. */
  async hide(
    entries: readonly { readonly handle: string; readonly seconds: number }[],
    limit: Limit,
  ): Promise<Refusals> {
    const { queueUrl, settling, clock } = this.#options;
    const command = new ChangeMessageVisibilityBatchCommand({
      QueueUrl: queueUrl,
      Entries: entries.map(({ handle, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: handle,
        VisibilityTimeout: seconds,
      })),
    });
    const answer = await this.#inTurn(() =>
      within({ clock, ms: limit.timeoutMs, signal: limit.signal }, (abortSignal) =>
        settling.send(command, { abortSignal }),
      ),
    );
    return refusals(entries.length, answer);
  }

  async attributes(
    names: readonly QueueAttributeName[],
    limit: Limit,
  ): Promise<Readonly<Partial<Record<string, string>>>> {
    const { queueUrl, settling, clock } = this.#options;
    const command = new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [...names],
    });
    const answer = await within(
      { clock, ms: limit.timeoutMs, signal: limit.signal },
      (abortSignal) => settling.send(command, { abortSignal }),
    );
    return answer.Attributes ?? {};
  }

  async #inTurn<T>(call: () => Promise<T>): Promise<T> {
    await this.#calls.take();
    try {
      return await call();
    } finally {
      this.#calls.give();
    }
  }
}

/** One call that must end; cut short, it throws a `TimeoutError` or an `AbortError`. */
async function within<T extends object>(
  deadline: Deadline,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const answer = await withinDeadline(deadline, call);
  if (answer === "timeout") {
    throw new DOMException(`No answer within ${deadline.ms} ms`, "TimeoutError");
  }
  if (answer === "aborted") throw new DOMException("The call was aborted", "AbortError");
  return answer;
}

/** A message without a handle can be neither worked on safely nor given back: it shows up again by itself. */
function received(message: Message): QueueMessage[] {
  if (message.ReceiptHandle === undefined) return [];
  const sentAt = Number(message.Attributes?.SentTimestamp);
  return [
    {
      id: message.MessageId ?? "",
      handle: message.ReceiptHandle,
      body: message.Body ?? "",
      receiveCount: Math.max(1, Number(message.Attributes?.ApproximateReceiveCount) || 1),
      sentAt: Number.isFinite(sentAt) ? sentAt : undefined,
    },
  ];
}

interface BatchAnswer {
  readonly Successful?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly Failed?: readonly BatchResultErrorEntry[] | undefined;
}

/** An entry counts as done only when the answer says so: silence about it is a refusal. */
function refusals(count: number, { Successful = [], Failed = [] }: BatchAnswer): Refusals {
  const done = new Set(Successful.map(({ Id }) => Id));
  const failed = new Map(Failed.map((entry) => [entry.Id, entry]));
  const found = new Map<number, Refusal>();
  for (let index = 0; index < count; index += 1) {
    const id = String(index);
    const failure = failed.get(id);
    if (failure === undefined && done.has(id)) continue;
    found.set(index, { code: failure?.Code ?? "Unanswered", message: failure?.Message ?? "" });
  }
  return found;
}
