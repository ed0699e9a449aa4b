import { isJsonObject, type JsonObject, type RejectReason } from "../../event.ts";
import { serverWords } from "../server-words.ts";
import type { TroubleKind } from "../destination.ts";

/** What one item of a bulk answer says about its event. */
export type ItemOutcome =
  | { readonly kind: "delivered" }
  /** Stored before, under the same id. */
  | { readonly kind: "duplicate" }
  /** Taken, but put into the failure store. */
  | { readonly kind: "degraded" }
  | { readonly kind: "rejected"; readonly reason: RejectReason; readonly message: string }
  | Refusal;

/** Not taken now; taken when the reason has gone. */
export interface Refusal {
  readonly kind: "refused";
  readonly trouble: RefusalKind;
  readonly message: string;
  /** Where more can be said than for all troubles of the kind. */
  readonly advice?: string;
}

export type RefusalKind = Extract<
  TroubleKind,
  "unauthorized" | "forbidden" | "missing" | "garbled" | "unavailable" | "throttled"
>;

/** 200 is a document that the operator's ingest pipeline dropped: taken, as far as we are concerned. */
export function readItem(item: unknown): ItemOutcome {
  const result = isJsonObject(item) ? item["create"] : undefined;
  if (!isJsonObject(result) || typeof result["status"] !== "number") return unreadable;
  const status = result["status"];
  if (status === 200 || status === 201)
    return result["failure_store"] === "used" ? degraded : delivered;
  if (status === 409) return duplicate;
  return readError(status, isJsonObject(result["error"]) ? result["error"] : {});
}

function readError(status: number, error: JsonObject): ItemOutcome {
  const [type, reason] = [text(error, "type"), text(error, "reason")];
  const message = serverWords(`${status} ${type}: ${reason}`);
  const advice = adviceFor(reason);
  if (advice !== undefined) return { kind: "refused", trouble: "missing", message, advice };
  const trouble = refusalOf(status, type);
  return trouble === undefined
    ? { kind: "rejected", reason: rejectReason(status, type), message }
    : { kind: "refused", trouble, message };
}

const delivered: ItemOutcome = { kind: "delivered" };
const duplicate: ItemOutcome = { kind: "duplicate" };
const degraded: ItemOutcome = { kind: "degraded" };
const unreadable: ItemOutcome = {
  kind: "refused",
  trouble: "garbled",
  message: "an item of the answer is not the result of a create",
};

/** Of refusals that are about the target and our settings, whatever their status. */
function adviceFor(reason: string): string | undefined {
  return misfits.find(([words]) => words.test(reason))?.[1];
}

const misfits: readonly (readonly [RegExp, string])[] = [
  [
    /document id is not supported|_id must be unset/i,
    "This target gives ids itself: set `document_id: none`.",
  ],
  [
    /\[require_data_stream\] request flag is \[true\]/,
    "`data_stream` names none: make it with an index template, as `trailferry setup` does, or set `require_data_stream: false`.",
  ],
];

/** Undefined for what the document itself is to blame for. */
function refusalOf(status: number, type: string): RefusalKind | undefined {
  switch (status) {
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "missing";
    case 429:
      return "throttled";
    default:
      // The name of the target is refused once for each document.
      if (type === "invalid_index_name_exception") return "missing";
      if (status >= 500) return "unavailable";
      return status >= 400 ? undefined : "garbled";
  }
}

const mappingTypes: ReadonlySet<string> = new Set([
  "document_parsing_exception",
  "mapper_parsing_exception",
  "mapper_exception",
  "strict_dynamic_mapping_exception",
  // Among others: too many fields, a term that is too long.
  "illegal_argument_exception",
]);

function rejectReason(status: number, type: string): RejectReason {
  if (status === 413) return "too_large";
  return mappingTypes.has(type) ? "mapping" : "refused";
}

function text(error: JsonObject, key: string): string {
  const value = error[key];
  return typeof value === "string" ? value : "unknown";
}
