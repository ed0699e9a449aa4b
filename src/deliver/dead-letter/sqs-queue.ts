import { createHash } from "node:crypto";
import {
  SendMessageBatchCommand,
  type BatchResultErrorEntry,
  type SendMessageBatchCommandOutput,
  type SendMessageBatchRequestEntry,
} from "@aws-sdk/client-sqs";
import type { Clock } from "../../runtime/clock.ts";
import { parseAwsError, type AwsError } from "../../runtime/aws-error.ts";
import { awsTrouble, type AwsTrouble } from "./aws-trouble.ts";
import { inTime } from "./in-time.ts";
import { compressedAttributes, type LetterMessage } from "./sqs-message.ts";

/** The part of an `SQSClient` that is used here. */
export interface SqsSender {
  send(
    command: SendMessageBatchCommand,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<SendMessageBatchCommandOutput>;
  destroy(): void;
}

export interface LetterQueueParts {
  readonly url: string;
  readonly client: SqsSender;
  readonly clock: Clock;
}

/** What became of messages; those not refused are stored, unless there is trouble that does not heal. */
export interface SendReport {
  readonly refused: readonly LetterMessage[];
  /** There when any is refused. Where it does not heal, not every message was tried. */
  readonly trouble: AwsTrouble | undefined;
}

interface Refusal {
  readonly message: LetterMessage;
  readonly trouble: AwsTrouble;
}

const maxEntries = 10;
/** Of a message and of a whole batch, unless the queue is set to less. */
const serviceMaxBytes = 1024 * 1024;
const callsAtOnce = 4;

/** Sends in batches, and learns from refusals how large the queue lets them be: asking would need another right. */
export class LetterQueue {
  readonly #parts: LetterQueueParts;
  #maxBytes = serviceMaxBytes;

  constructor(parts: LetterQueueParts) {
    this.#parts = parts;
  }

  get maxBytes(): number {
    return this.#maxBytes;
  }

  /** For when a letter does not fit: the operator may have allowed more since. */
  forgetMaxBytes(): void {
    this.#maxBytes = serviceMaxBytes;
  }

  /** One try for each message. None may be larger than `limit`, the `maxBytes` by which they were made. */
  async send(
    messages: readonly LetterMessage[],
    limit: number,
    signal: AbortSignal,
  ): Promise<SendReport> {
    const batches = pack(messages, limit).values();
    const refusals: Refusal[] = [];
    let lasting: AwsTrouble | undefined;
    const sendSome = async () => {
      for (const batch of batches) {
        refusals.push(...(await this.#sendBatch(batch, limit, signal)));
        lasting ??= refusals.find(({ trouble }) => !trouble.heals)?.trouble;
        if (lasting !== undefined) return;
      }
    };
    await Promise.all(Array.from({ length: callsAtOnce }, sendSome));
    const refused = refusals.map(({ message }) => message);
    return { refused, trouble: lasting ?? refusals[0]?.trouble };
  }

  async #sendBatch(
    batch: readonly LetterMessage[],
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly Refusal[]> {
    const { url, client, clock } = this.#parts;
    const Entries = batch.map((message, index) => entryOf(message, index, url));
    const command = new SendMessageBatchCommand({ QueueUrl: url, Entries });
    try {
      const answer = await inTime(clock, signal, (abortSignal) =>
        client.send(command, { abortSignal }),
      );
      return refusedIn(answer, batch).map(({ message, error }) => ({
        message,
        trouble: this.#understand(error, limit),
      }));
    } catch (error) {
      const trouble = this.#understand(parseAwsError(error), limit);
      return batch.map((message) => ({ message, trouble }));
    }
  }

  #understand(error: AwsError, limit: number): AwsTrouble {
    const trouble = awsTrouble(error, { where: this.#parts.url, action: "sqs:SendMessage" });
    const allowed = allowedBytes(error.message);
    if (allowed === undefined) return trouble;
    this.#maxBytes = Math.min(this.#maxBytes, allowed);
    return { ...trouble, heals: allowed < limit };
  }
}

function pack(messages: readonly LetterMessage[], maxBytes: number): readonly LetterMessage[][] {
  const batches: LetterMessage[][] = [];
  let batch: LetterMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (batch.length === maxEntries || bytes + message.byteLength > maxBytes) batch = [];
    if (batch.length === 0) {
      batches.push(batch);
      bytes = 0;
    }
    batch.push(message);
    bytes += message.byteLength;
  }
  return batches;
}

function entryOf(message: LetterMessage, index: number, url: string): SendMessageBatchRequestEntry {
  return {
    Id: String(index),
    MessageBody: message.body,
    ...(message.compressed && { MessageAttributes: compressedAttributes }),
    ...(url.endsWith(".fifo") && {
      MessageGroupId: message.letter.destination,
      MessageDeduplicationId: createHash("sha256").update(message.body).digest("hex"),
    }),
  };
}

/** A message counts as stored only when the answer says so: silence about it is a refusal. */
function refusedIn(
  { Successful = [], Failed = [] }: SendMessageBatchCommandOutput,
  batch: readonly LetterMessage[],
) {
  const failures = new Map(Failed.map((entry) => [entry.Id, entry]));
  const stored = new Set(Successful.map(({ Id }) => Id));
  return batch.flatMap((message, index) => {
    const failure = failures.get(String(index));
    if (failure === undefined && stored.has(String(index))) return [];
    return [{ message, error: failure === undefined ? unanswered : errorOf(failure) }];
  });
}

const unanswered: AwsError = {
  codes: ["Unanswered"],
  message: "the answer does not mention the message",
  status: undefined,
  region: undefined,
};

function errorOf({ Code, Message, SenderFault }: BatchResultErrorEntry): AwsError {
  const { codes, message } = parseAwsError({ Code, message: Message });
  return { codes, message, status: SenderFault === true ? 400 : 500, region: undefined };
}

/** From `Message must be shorter than 262144 bytes.` and `Batch requests cannot be longer than 262144 bytes.` */
function allowedBytes(message: string): number | undefined {
  const bytes = /(?:shorter|longer) than (\d+) bytes/.exec(message)?.[1];
  return bytes === undefined ? undefined : Number(bytes);
}
