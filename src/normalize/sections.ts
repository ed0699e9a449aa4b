/**
 * A record in three sections: what was called, who called, and the rest. Calls and callers repeat themselves, so what is
 * told by these sections alone is worked out once, and found again by the text of their members.
 */
import type { JsonObject, TrailRecord } from "../event.ts";
import { Reading } from "./facts.ts";
import { isOdd } from "./oddities.ts";
import { createTemplates } from "./templates.ts";

const call = [
  "eventVersion",
  "eventSource",
  "eventName",
  "awsRegion",
  "errorCode",
  "readOnly",
  "eventType",
  "apiVersion",
  "managementEvent",
  "recipientAccountId",
  "accountId",
  "awsAccountId",
  "eventCategory",
  "tlsDetails",
];
const caller = ["userIdentity", "sourceIPAddress", "userAgent"];

/** Their places in `Parts`. */
export const sections = { call: 0, caller: 1, rest: 2 } as const;

export type Section = (typeof sections)[keyof typeof sections];

/** What was made of each section. */
export type Parts<T> = readonly [T, T, T];

/** The section that tells what depends on these members. */
export function sectionOf(members: readonly string[]): Section {
  if (members.every((name) => call.includes(name))) return sections.call;
  return members.every((name) => caller.includes(name)) ? sections.caller : sections.rest;
}

/** What `make` gives has to be immutable, and told by the section, as `sectionOf` has it for the `members` of facts. */
export function createParts<T>(
  make: (section: Section, reading: Reading) => T,
): (record: TrailRecord, fields: JsonObject) => Parts<T> {
  const from = (section: Section) => (excerpt: TrailRecord) =>
    make(section, new Reading(excerpt, excerpt.fields ?? {}));
  const calls = createTemplates(call, from(sections.call), { capacity: 2 ** 18 });
  const callers = createTemplates(caller, from(sections.caller), { capacity: 2 ** 20 });
  return (record, fields) => {
    const reading = new Reading(record, fields);
    const rest = make(sections.rest, reading);
    if (!isOdd(record)) return [calls(record), callers(record), rest];
    return [make(sections.call, reading), make(sections.caller, reading), rest];
  };
}
