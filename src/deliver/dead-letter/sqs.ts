import type { Clock } from "../../runtime/clock.ts";
import type { AwsTrouble } from "./aws-trouble.ts";
import type { DeadLetter, Letter, Stored } from "./dead-letter.ts";
import { insist } from "./insist.ts";
import { encodeMessage, type LetterMessage } from "./sqs-message.ts";
import { LetterQueue, type SqsSender } from "./sqs-queue.ts";

export interface SqsDeadLetterConfig {
  /** One whose name ends in `.fifo` gets a group for each destination. */
  readonly queueUrl: string;
}

export interface SqsDeadLetterParts {
  readonly client: SqsSender;
  readonly clock: Clock;
}

/**
 * Letters as messages, one each. What the queue refuses or does not answer is sent again, so a letter may be there
 * twice, but is never missing. Where one of them is too large for any message, none is sent.
 */
export function createSqsDeadLetter(
  { queueUrl }: SqsDeadLetterConfig,
  { client, clock }: SqsDeadLetterParts,
): DeadLetter {
  const queue = new LetterQueue({ url: queueUrl, client, clock });
  return {
    store(letters, signal): Promise<Stored> {
      let pending = letters;
      return insist({ clock, where: queueUrl, signal }, async () => {
        const limit = queue.maxBytes;
        const messages = await encodeAll(pending, limit);
        const tooLarge = messages.find(({ byteLength }) => byteLength > limit);
        if (tooLarge !== undefined) {
          queue.forgetMaxBytes();
          return unstorable(tooLarge, limit, queueUrl);
        }
        const { refused, trouble } = await queue.send(messages, limit, signal);
        pending = refused.map(({ letter }) => letter);
        return trouble;
      });
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}

/** One after the other: large ones are rare, and compressing them at once would hold each of them several times. */
async function encodeAll(letters: readonly Letter[], limit: number): Promise<LetterMessage[]> {
  const messages: LetterMessage[] = [];
  for (const letter of letters) messages.push(await encodeMessage(letter, limit));
  return messages;
}

function unstorable(
  { letter, byteLength }: LetterMessage,
  limit: number,
  queueUrl: string,
): AwsTrouble {
  const { bucket, key } = letter.record.origin.object;
  return {
    heals: false,
    message:
      `Cannot store dead letters in ${queueUrl}: record ${letter.record.index} of s3://${bucket}/${key} takes ` +
      `${byteLength} bytes even compressed, and the queue takes ${limit}: use a dead letter of type s3 or file.`,
  };
}
