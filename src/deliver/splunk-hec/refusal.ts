import type { Trouble, TroubleKind } from "../destination.ts";
import { serverWords } from "../server-words.ts";
import { countAt } from "./json.ts";

/** What the collector says in the body of an answer. */
export interface Words {
  readonly code: number;
  readonly text: string;
  /** `invalid-event-number`: servers count from 0 or from 1, so it names an event or the one behind it. */
  readonly eventNumber?: number;
}

/** Undefined where the answer is none of the collector's. */
export function wordsOf(answer: Readonly<Record<string, unknown>> | undefined): Words | undefined {
  const code = answer && countAt(answer, "code");
  if (answer === undefined || code === undefined) return undefined;
  const text = answer["text"];
  const eventNumber = countAt(answer, "invalid-event-number");
  return {
    code,
    text: typeof text === "string" ? text : "unknown",
    ...(eventNumber !== undefined && { eventNumber }),
  };
}

/** Why a request was not taken; without `words`, somebody else than the collector has spoken, like a proxy. */
export function refusal(status: number, body: string, words: Words | undefined): Trouble {
  const { kind, advice } = meaningOf(status, words?.code);
  const said = words === undefined ? body : `code ${words.code}: ${words.text}`;
  const message = `Got ${status} (${serverWords(said)}). ${advice}`;
  const suspect = kind === "malformed" ? words?.eventNumber : undefined;
  return { kind, message, ...(suspect !== undefined && { suspect }) };
}

interface Meaning {
  readonly kind: TroubleKind;
  /** What an operator can do about it. */
  readonly advice: string;
}

const again = "It is tried again.";
const unavailable: Meaning = { kind: "unavailable", advice: again };
const throttled: Meaning = { kind: "throttled", advice: "It is tried again more slowly." };
const malformed: Meaning = {
  kind: "malformed",
  advice: "Smaller requests are tried, to find the event it is about.",
};
const unauthorized: Meaning = {
  kind: "unauthorized",
  advice: "Check `token`; after a change it can take a while to reach every indexer.",
};
const forbidden: Meaning = {
  kind: "forbidden",
  advice: "Enable the token in Splunk, and see what else between here and there may refuse it.",
};
const acknowledging: Meaning = {
  kind: "missing",
  advice:
    "The token has indexer acknowledgment (`useACK`): set `acknowledge: true`, or use a token without it.",
};
const notAcknowledging: Meaning = {
  kind: "missing",
  advice:
    "Enable indexer acknowledgment (`useACK`) on the token; or, where it can't be had, set `acknowledge` to `if_enabled` or `false` and see in docs/destinations.md what may be lost then.",
};
const misdirected: Meaning = {
  kind: "missing",
  advice: "Check `urls`, with scheme, port and path, and that the HTTP Event Collector is enabled.",
};

/**
 * An event is to blame only where the collector itself says so. All else that refuses is the configuration's fault or
 * heals, and events wait for that: indexed fields too, which are the same for every event.
 */
const byCode: Readonly<Record<number, Meaning>> = {
  1: forbidden,
  2: unauthorized,
  3: unauthorized,
  4: unauthorized,
  5: { kind: "garbled", advice: "The events did not arrive: see what stands between." },
  6: malformed,
  7: { kind: "missing", advice: "Create the index `index` names, and allow it for the token." },
  8: unavailable,
  9: unavailable,
  10: acknowledging,
  11: acknowledging,
  12: malformed,
  13: malformed,
  14: notAcknowledging,
  15: { kind: "missing", advice: "Check `fields`." },
  16: unauthorized,
  18: unavailable,
  19: unavailable,
  20: unavailable,
  21: unauthorized,
  22: forbidden,
  23: unavailable,
  26: throttled,
  27: throttled,
};

/** Says the same whatever code comes with it: versions number what they refuse for its size or rate differently. */
const byStatusAlone: Readonly<Record<number, Meaning>> = {
  413: {
    kind: "too_large",
    advice: "Set `batch.max_bytes` below Splunk's `max_content_length` and what proxies allow.",
  },
  429: throttled,
};

const byStatus: Readonly<Record<number, Meaning>> = {
  401: unauthorized,
  403: forbidden,
  408: { kind: "timeout", advice: again },
};

function meaningOf(status: number, code: number | undefined): Meaning {
  const meaning = byStatusAlone[status] ?? (code === undefined ? undefined : byCode[code]);
  if (meaning !== undefined) return meaning;
  if (status >= 500) return unavailable;
  return byStatus[status] ?? (status < 300 ? garbled : misdirected);
}

const garbled: Meaning = {
  kind: "garbled",
  advice: "Check that `urls` name Splunk's HTTP Event Collector itself, and what stands between.",
};
