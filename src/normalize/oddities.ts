import type { TrailRecord } from "../event.ts";
import type { Members } from "../record/excerpt.ts";
import { memberGroup } from "../record/group.ts";
import { flat } from "./flat.ts";

/** Of insights, aggregated events and digests, and of services that answer outside of `responseElements`. */
export const oddMembers: readonly string[] = [
  "serviceEventDetails",
  "insightDetails",
  "insightType",
  "insightState",
  "insightEventSource",
  "insightEventName",
  "insightErrorCode",
  "insightContext",
  "timeWindow",
  "digestS3Object",
  "digestEndTime",
];

const odd = memberGroup(oddMembers);

/** What the call says about whether its record is odd. */
export interface Call {
  readonly isOdd: boolean;
  /** An answer under this name would tell the outcome; undefined where there is no name. */
  readonly name: string | undefined;
  readonly hasCode: boolean;
}

/** Keeps nothing of the record alive. */
export function callOf(record: Members): Call {
  const name = record.source("eventName");
  const code = record.source("errorCode") ?? "";
  return {
    isOdd: name !== undefined && (!simpleName.test(name) || name === '"UserAuthentication"'),
    name: name === undefined ? undefined : flat(name.slice(1, -1)),
    hasCode: code.length > longestBlank,
  };
}

/**
 * Whether facts depend on members of a record that tell them in few records only: what happened, and when, in those that
 * are no calls; the outcome in an answer or in a message without a code; the name of who signs in to IAM Identity Center.
 */
export function isOdd(record: TrailRecord, { isOdd: isOddCall, name, hasCode }: Call): boolean {
  if (isOddCall || record.excerpt(odd).texts.length > 0) return true;
  if (name !== undefined && mayHold(record.source("responseElements"), name)) return true;
  return !hasCode && record.source("errorMessage") !== undefined;
}

const simpleName = /^"\w+"$/;
const longestBlank = '"none"'.length;

/** False only where no member in JSON text has this name, of letters, digits and `_`. To look for its quotes, too, would take longer. */
export function mayHold(source: string | undefined, name: string): boolean {
  if (source === undefined || source.length < name.length) return false;
  return source.includes(name) || source.includes(String.raw`\u00`);
}
