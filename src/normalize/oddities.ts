import type { TrailRecord } from "../event.ts";
import { memberGroup } from "../record/group.ts";

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

/**
 * Whether facts depend on members of a record that tell them in few records only: what happened, and when, in those that
 * are no calls; the outcome in an answer or in a message without a code; the name of who signs in to IAM Identity Center.
 */
export function isOdd(record: TrailRecord): boolean {
  if (record.excerpt(odd).texts.length > 0) return true;
  const name = record.source("eventName");
  if (name !== undefined) {
    if (!simpleName.test(name) || name === '"UserAuthentication"') return true;
    if (mayHold(record.source("responseElements"), name.slice(1, -1))) return true;
  }
  const code = record.source("errorCode") ?? "";
  return code.length <= longestBlank && record.source("errorMessage") !== undefined;
}

const simpleName = /^"\w+"$/;
const longestBlank = '"none"'.length;

/** False only where no member in JSON text has this name, of letters, digits and `_`. To look for its quotes, too, would take longer. */
export function mayHold(source: string | undefined, name: string): boolean {
  if (source === undefined || source.length < name.length) return false;
  return source.includes(name) || source.includes(String.raw`\u00`);
}
