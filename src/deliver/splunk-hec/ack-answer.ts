/** What the ack endpoint says. */
import { isJsonObject } from "../../event.ts";
import type { Trouble } from "../destination.ts";
import type { Answer } from "../http/answer.ts";
import { parseObject } from "./json.ts";
import { refusal, wordsOf } from "./refusal.ts";

export type AckAnswer =
  | { readonly kind: "told"; readonly confirmed: readonly number[] }
  /** Nothing is known; the same is asked again. */
  | { readonly kind: "unanswered" }
  /** The collector knows no such channel, or it is another collector. */
  | { readonly kind: "over" };

/** Only a plain `true` confirms. */
export function readAcks({ status, text }: Pick<Answer, "status" | "text">): AckAnswer {
  const answer = parseObject(text);
  const code = answer?.["code"];
  if (status === 400 && typeof code === "number" && channelGone.has(code)) return { kind: "over" };
  const acks = answer?.["acks"];
  if (status !== 200 || !isJsonObject(acks)) return { kind: "unanswered" };
  const confirmed = Object.keys(acks).filter(
    (ackId) => acks[ackId] === true && /^\d+$/.test(ackId),
  );
  return { kind: "told", confirmed: confirmed.map(Number) };
}

/**
 * Whether the token gives out acknowledgments, by the answer to a first question on a new channel; where it does not
 * say, what is wrong. A complaint about the question or its channel comes from an endpoint that would answer others.
 */
export function readFirstAcks(answer: Answer): "enabled" | "disabled" | Trouble {
  const { status, text } = answer;
  const words = wordsOf(parseObject(text));
  if (words?.code === acksDisabled) return "disabled";
  if (readAcks(answer).kind === "told") return "enabled";
  if (status === 400 && words !== undefined && quibbles.has(words.code)) return "enabled";
  return troubleOf(answer);
}

/** Why a question was not answered. */
export function troubleOf({ status, text }: Answer): Trouble {
  return refusal(status, text, wordsOf(parseObject(text)));
}

const acksDisabled = 14;

/** 10 and 11: the channel is missing or invalid. */
const channelGone: ReadonlySet<number> = new Set([10, 11]);

/** Besides those, 5 and 6: no data, or not understood. */
const quibbles: ReadonlySet<number> = new Set([5, 6, ...channelGone]);
