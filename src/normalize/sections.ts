/**
 * A record in three sections: what was called, who called, and the rest. Calls and callers repeat themselves, so what is
 * told by these sections alone is worked out once, and found again by the text of their members.
 */
import type { JsonObject, TrailRecord } from "../event.ts";
import { memberGroup } from "../record/group.ts";
import { Reading } from "./facts.ts";
import { commonCallMembers, commonCallerMembers } from "./members.ts";
import { callOf, isOdd, type Call } from "./oddities.ts";
import { createTemplates } from "./templates.ts";

/** Their places in `Parts`. */
export const sections = { call: 0, caller: 1, rest: 2 } as const;

export type Section = (typeof sections)[keyof typeof sections];

/** What was made of each section. */
export type Parts<T> = readonly [T, T, T];

/** The section that tells what depends on these members. */
export function sectionOf(members: readonly string[]): Section {
  if (members.every((name) => commonCallMembers.includes(name))) return sections.call;
  return members.every((name) => commonCallerMembers.includes(name))
    ? sections.caller
    : sections.rest;
}

/** What `make` gives has to be immutable, and told by the section, as `sectionOf` has it for the `members` of facts. */
export function createParts<T extends object>(
  make: (section: Section, reading: Reading) => T,
): (record: TrailRecord, fields: JsonObject) => Parts<T> {
  const known = new WeakMap<Key, T>();
  const partOf = (section: "call" | "caller", key: Key, record: TrailRecord) => {
    const part = known.get(key);
    if (part !== undefined) return part;
    const excerpt = record.excerpt(groups[section]);
    const made = make(sections[section], new Reading(excerpt, excerpt.fields));
    known.set(key, made);
    return made;
  };
  return (record, fields) => {
    const reading = new Reading(record, fields);
    const rest = make(sections.rest, reading);
    const found = keysOf(record);
    if (found === undefined)
      return [make(sections.call, reading), make(sections.caller, reading), rest];
    return [partOf("call", found.call, record), partOf("caller", found.caller, record), rest];
  };
}

/** Stands for the members of a section: the same object for all records that have the same. */
type Key = object;

const groups = { call: memberGroup(commonCallMembers), caller: memberGroup(commonCallerMembers) };
const calls = createTemplates(commonCallMembers, callOf, { capacity: 2 ** 18 });
const callers = createTemplates(commonCallerMembers, (): Key => ({}), { capacity: 2 ** 20 });

interface Keys {
  readonly call: Call;
  readonly caller: Key;
}

interface Found {
  readonly record: TrailRecord;
  readonly keys: Keys | undefined;
}

/** A message and the header before it are made one after the other, of the same record. */
let latest: Found | undefined;

/** Undefined where other members tell of the call or the caller, too. */
function keysOf(record: TrailRecord): Keys | undefined {
  if (latest?.record !== record) latest = { record, keys: find(record) };
  return latest.keys;
}

function find(record: TrailRecord): Keys | undefined {
  const call = calls(record);
  return isOdd(record, call) ? undefined : { call, caller: callers(record) };
}
