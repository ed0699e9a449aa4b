import type { Clock } from "../../runtime/clock.ts";
import type { Exchange, Node } from "../http/node.ts";
import { ackHeaders, ackPath } from "./request.ts";
import { withoutToken, type Token } from "./token.ts";

export interface QuestionOptions {
  readonly clock: Clock;
  readonly token: Token;
  /** Those by which a load balancer finds the collector that knows the channel. */
  readonly cookies: { readonly headers: Readonly<Record<string, string>> };
}

/** Asks which of these numbers of the channel are acknowledged. */
export type Question = (
  channelId: string,
  ackIds: readonly number[],
  signal: AbortSignal,
) => Promise<Exchange>;

export function createQuestion(node: Node, options: QuestionOptions): Question {
  const { clock, cookies } = options;
  return async (channelId, ackIds, signal) => {
    const token = options.token();
    if (typeof token !== "string") return { kind: "failed", trouble: token };
    const path = ackPath(node.url, channelId);
    const headers = { ...ackHeaders(token), ...cookies.headers };
    const body = Buffer.from(JSON.stringify({ acks: ackIds }));
    const deadline = { clock, ms: answerWithinMs, signal };
    return withoutToken(await node.send({ method: "POST", path, headers, body }, deadline), token);
  };
}

/** A question costs the collector little, whatever its load. */
const answerWithinMs = 30_000;
