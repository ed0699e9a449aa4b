/**
 * What an answer of the collector means. It is about the request as a whole, and events count as delivered only where
 * the collector says so itself. Those before a refused one may have been taken nevertheless: which ones is not certain
 * in the wild, so they are sent again.
 */
import type { Trouble } from "../destination.ts";
import type { Answer } from "../http/answer.ts";
import { countAt, parseObject } from "./json.ts";
import { refusal, wordsOf } from "./refusal.ts";

export type Reply =
  | {
      readonly kind: "accepted";
      /** The collector has taken the events and is close to its limits. */
      readonly strained: boolean;
      /** Where the token has indexer acknowledgment: the number to ask for. */
      readonly ackId?: number;
    }
  | {
      readonly kind: "refused";
      readonly trouble: Trouble;
      /** The collector's own; absent where somebody else has answered, and it may have taken the events. */
      readonly code?: number;
    };

export function readAnswer({ status, text, retryAfterMs }: Answer): Reply {
  const answer = parseObject(text);
  const words = wordsOf(answer);
  if (status === 200 && answer !== undefined && words !== undefined && accepting.has(words.code)) {
    const ackId = countAt(answer, "ackId");
    const strained = words.code !== success;
    return { kind: "accepted", strained, ...(ackId !== undefined && { ackId }) };
  }
  const trouble = refusal(status, text, words);
  return {
    kind: "refused",
    trouble: { ...trouble, ...(retryAfterMs !== undefined && { retryAfterMs }) },
    ...(words !== undefined && { code: words.code }),
  };
}

const success = 0;

/** 24 and 25: the queue, or the pending acknowledgments of the channel, are close to what they can hold. */
const accepting: ReadonlySet<number> = new Set([success, 24, 25]);
