import type { Secret } from "../../runtime/secret.ts";
import type { Trouble } from "../destination.ts";
import type { Exchange } from "../http/node.ts";
import { masked } from "../http/secrets.ts";

/** The token as it stands at the moment, or why it can't be sent. */
export type Token = () => string | Trouble;

export function createToken(secret: Secret): Token {
  return () => {
    const token = secret.reveal().trim();
    return sendable.test(token) ? token : unsendable;
  };
}

/** Servers and proxies may repeat what they were sent; the token must not get into a log. */
export function withoutToken(exchange: Exchange, token: string): Exchange {
  if (exchange.kind === "failed") return exchange;
  const { answer } = exchange;
  return { ...exchange, answer: { ...answer, text: masked(answer.text, [token]) } };
}

const sendable = /^[\x21-\x7e]+$/;
const unsendable: Trouble = {
  kind: "unauthorized",
  message: "`token` is empty or holds a character that can't be sent in a header; check it.",
};
