/**
 * A record in three sections: what was called, who called, and the rest. Calls and callers repeat themselves, so what is
 * told by these sections alone is worked out once, and found again by the text of their members.
 */
import { TrailRecord } from "../event.ts";
import type { JsonObject } from "../event.ts";
import { Reading } from "./facts.ts";
import { callOf, isOdd, type Call } from "./oddities.ts";
import { createTemplates } from "./templates.ts";

const callMembers = [
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
const callerMembers = ["userIdentity", "sourceIPAddress", "userAgent"];

/** Their places in `Parts`. */
export const sections = { call: 0, caller: 1, rest: 2 } as const;

export type Section = (typeof sections)[keyof typeof sections];

/** What was made of each section. */
export type Parts<T> = readonly [T, T, T];

/** The section that tells what depends on these members. */
export function sectionOf(members: readonly string[]): Section {
  if (members.every((name) => callMembers.includes(name))) return sections.call;
  return members.every((name) => callerMembers.includes(name)) ? sections.caller : sections.rest;
}

/** What `make` gives has to be immutable, and told by the section, as `sectionOf` has it for the `members` of facts. */
export function createParts<T extends object>(
  make: (section: Section, reading: Reading) => T,
): (record: TrailRecord, fields: JsonObject) => Parts<T> {
  const known = new WeakMap<Excerpt, T>();
  const partOf = (section: Section, excerpt: Excerpt, { origin, index }: TrailRecord) => {
    const part = known.get(excerpt);
    if (part !== undefined) return part;
    const record = new TrailRecord(Buffer.from(excerpt.text), origin, index);
    const made = make(section, new Reading(record, record.fields ?? {}));
    known.set(excerpt, made);
    return made;
  };
  return (record, fields) => {
    const reading = new Reading(record, fields);
    const rest = make(sections.rest, reading);
    const found = excerptsOf(record);
    if (found === undefined)
      return [make(sections.call, reading), make(sections.caller, reading), rest];
    const { call, caller } = found;
    return [partOf(sections.call, call, record), partOf(sections.caller, caller, record), rest];
  };
}

/** The members of a section, as JSON text: the same object for all records that have the same. */
interface Excerpt {
  readonly text: string;
}

const calls = createTemplates(
  callMembers,
  (record): CallExcerpt => ({ text: record.text, call: callOf(record) }),
  {
    capacity: 2 ** 18,
  },
);
const callers = createTemplates(callerMembers, ({ text }): Excerpt => ({ text }), {
  capacity: 2 ** 20,
});

interface CallExcerpt extends Excerpt {
  readonly call: Call;
}

interface Excerpts {
  readonly call: Excerpt;
  readonly caller: Excerpt;
}

interface Found {
  readonly record: TrailRecord;
  readonly excerpts: Excerpts | undefined;
}

/** A message and the header before it are made one after the other, of the same record. */
let latest: Found | undefined;

/** Undefined where other members tell of the call or the caller, too. */
function excerptsOf(record: TrailRecord): Excerpts | undefined {
  if (latest?.record !== record) latest = { record, excerpts: find(record) };
  return latest.excerpts;
}

function find(record: TrailRecord): Excerpts | undefined {
  const call = calls(record);
  return isOdd(record, call.call) ? undefined : { call, caller: callers(record) };
}
