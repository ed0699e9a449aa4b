/**
 * Dead letters in a queue. A received message is hidden from others; it is deleted when its letter was delivered. One
 * that is not stays hidden until the end of the replay, so that each is tried once, and is then visible again. Where the
 * replay ends without that, `hiddenSeconds` brings it back.
 */
import { decodeMessage } from "../deliver/dead-letter/sqs-message.ts";
import type { Clock } from "../runtime/clock.ts";
import type { SqsSender } from "../source/queue.ts";
import { LetterMessages, type Held, type Received } from "./letter-messages.ts";
import type { Found, LetterPlace, Page, PageLimits } from "./letter-place.ts";
import { show } from "./page.ts";

export interface SqsPlaceOptions {
  readonly queueUrl: string;
  readonly client: SqsSender & { destroy(): void };
  readonly clock: Clock;
  readonly limits: PageLimits;
}

interface FoundMessage extends Found, Held {
  readonly byteLength: number;
}

/** One empty answer may miss messages; so many in a row mean that the queue is empty. */
const emptyAnswers = 3;

export function createSqsPlace({ limits, ...options }: SqsPlaceOptions): LetterPlace {
  const { queueUrl } = options;
  const messages = new LetterMessages(options);
  /** What is hidden by this replay, by message id. SQS hides 120,000 messages at most, and so bounds it. */
  const hidden = new Map<string, Held>();

  /** Leaves out what this replay has tried already and is seen again. */
  const take = async (received: readonly Received[]): Promise<readonly FoundMessage[]> => {
    const found: FoundMessage[] = [];
    for (const { id, handle, message } of received) {
      const isKnown = hidden.has(id);
      hidden.set(id, { id, handle });
      if (isKnown) continue;
      const letter = await decodeMessage(message);
      const byteLength = letter?.record.length ?? message.Body?.length ?? 0;
      found.push({ id, handle, letter, where: `${queueUrl} message ${id}`, byteLength });
    }
    return found;
  };

  /** Fills a page, or ends with what there is as soon as nothing new comes. */
  const gather = async (stopping: AbortSignal): Promise<readonly FoundMessage[]> => {
    const found: FoundMessage[] = [];
    let bytes = 0;
    while (found.length < limits.letters && bytes < limits.bytes && !stopping.aborted) {
      const taken = await take(await messages.receive(limits.letters - found.length));
      if (taken.length === 0) break;
      found.push(...taken);
      bytes += taken.reduce((sum, { byteLength }) => sum + byteLength, 0);
    }
    return found;
  };

  async function* pages(stopping: AbortSignal): AsyncGenerator<Page> {
    try {
      for (let empty = 0; empty < emptyAnswers && !stopping.aborted; empty += 1) {
        const found = await gather(stopping);
        if (found.length === 0) continue;
        empty = -1;
        const delivered = yield* show(found, found.length);
        const done = found.filter((message) => delivered.has(message));
        for (const { id } of done) hidden.delete(id);
        await messages.remove(done);
      }
    } finally {
      await messages.giveBack([...hidden.values()]);
    }
  }

  return {
    measure: (signal) => messages.count(signal),
    pages,
    close: () => options.client.destroy(),
  };
}
