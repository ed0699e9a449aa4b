import { isJsonObject } from "../../event.ts";
import type { Trouble, TroubleKind } from "../destination.ts";
import { serverWords } from "../server-words.ts";
import { awsComplaint } from "./aws/complaints.ts";

type AnsweredKind = Exclude<TroubleKind, "tls" | "unreachable" | "aborted">;

/** What an operator can do about it. */
export const advice: Readonly<Record<AnsweredKind, string>> = {
  too_large: "Set `batch.max_bytes` below the server's `http.max_content_length`.",
  malformed: "Smaller requests are tried, to find the event it is about.",
  unauthorized: "Check `auth`: the key, the token or the password is wrong, expired or revoked.",
  forbidden:
    "Give the key or user the privileges `create_doc` and `auto_configure` on the target; where a block is named, free disk space or lift it.",
  missing:
    "Check `urls`, with scheme, port and path, and `data_stream`; an index template must exist for it, as `trailferry setup` makes.",
  throttled: "It is tried again more slowly.",
  unavailable: "It is tried again.",
  timeout: "It is tried again.",
  garbled: "Check that `urls` name Elasticsearch or OpenSearch itself, and what stands between.",
};

/** Why a request as a whole was not taken. */
export function refusal(status: number, text: string): Trouble {
  const error = parseError(text);
  const words = serverWords(error === undefined ? text : `${error.type}: ${error.reason}`);
  const complaint = status >= 400 && status <= 403 ? awsComplaint(text) : undefined;
  const kind = complaint?.kind ?? kindOf(status, error?.type);
  return { kind, message: `Got ${status} (${words}). ${complaint?.advice ?? advice[kind]}` };
}

/**
 * Whether a server, an older Elasticsearch or OpenSearch, does not know the parameter that asks for a data
 * stream. Parameters are looked at first, so nothing of the request was taken.
 */
export function isParameterUnknown(status: number, text: string): boolean {
  return status === 400 && text.includes("require_data_stream");
}

const byStatus: Readonly<Record<number, AnsweredKind>> = {
  401: "unauthorized",
  403: "forbidden",
  408: "timeout",
  413: "too_large",
  429: "throttled",
};

/** Types of a 400 that blame the target or the request's headers: no smaller request would fare better. */
const misdirected: ReadonlySet<string> = new Set([
  "invalid_index_name_exception",
  "media_type_header_exception",
]);

/**
 * A 400 is about the events only in Elasticsearch's own words. Anything else that refuses is at the wrong address, like
 * a proxy that wants https or redirects to a login: events must wait for that, not be given up.
 */
function kindOf(status: number, type: string | undefined): AnsweredKind {
  if (status === 400 && type !== undefined && !misdirected.has(type)) return "malformed";
  if (status >= 500) return "unavailable";
  return byStatus[status] ?? (status < 300 ? "garbled" : "missing");
}

function parseError(text: string): { readonly type: string; readonly reason: string } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const error = isJsonObject(answer) ? answer["error"] : undefined;
    if (!isJsonObject(error) || typeof error["type"] !== "string") return undefined;
    const reason = error["reason"];
    return { type: error["type"], reason: typeof reason === "string" ? reason : "unknown" };
  } catch {
    return undefined;
  }
}
