/**
 * What an answer of the collector means. It is about the request as a whole, and events count as delivered only where
 * the collector says so itself. Those before a refused one may have been taken nevertheless: which ones is not certain
 * in the wild, so they are sent again.
 */
import { isJsonObject } from "../../event.ts";
import type { Trouble } from "../destination.ts";
import type { Answer } from "../http/answer.ts";
import { refusal, type Words } from "./refusal.ts";

export type Reply =
  | {
      readonly kind: "accepted";
      /** The collector has taken the events and is close to its limits. */
      readonly strained: boolean;
      /** Where the token has indexer acknowledgment: the number to ask for. */
      readonly ackId?: number;
    }
  | { readonly kind: "refused"; readonly trouble: Trouble };

export function readAnswer({ status, text, retryAfterMs }: Answer): Reply {
  const answer = parse(text);
  const words = answer === undefined ? undefined : wordsOf(answer);
  if (status === 200 && words !== undefined && accepting.has(words.code)) {
    const ackId = count(answer?.["ackId"]);
    const strained = words.code !== success;
    return { kind: "accepted", strained, ...(ackId !== undefined && { ackId }) };
  }
  const trouble = refusal(status, text, words);
  return {
    kind: "refused",
    trouble: { ...trouble, ...(retryAfterMs !== undefined && { retryAfterMs }) },
  };
}

const success = 0;

/** 24 and 25: the queue, or the pending acknowledgments of the channel, are close to what they can hold. */
const accepting: ReadonlySet<number> = new Set([success, 24, 25]);

function wordsOf(answer: Readonly<Record<string, unknown>>): Words | undefined {
  const code = count(answer["code"]);
  if (code === undefined) return undefined;
  const text = answer["text"];
  const eventNumber = count(answer["invalid-event-number"]);
  return {
    code,
    text: typeof text === "string" ? text : "unknown",
    ...(eventNumber !== undefined && { eventNumber }),
  };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return isJsonObject(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function count(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
