import { isJsonObject } from "../event.ts";
import type { JsonObject, JsonValue } from "../event.ts";
import type { Members } from "../record/excerpt.ts";
import { familyOf, sourceOf } from "./network.ts";
import type { Source } from "./network.ts";
import { mayHold, oddMembers } from "./oddities.ts";
import { outcomeOf } from "./outcome.ts";
import { plainResourceNames, resourceNames } from "./resources.ts";
import { tlsDetailsOf } from "./tls.ts";
import { accountOf, identityOf } from "./identity.ts";
import type { Identity } from "./identity.ts";
import { endOf, startOf, timeOf } from "./times.ts";
import { isBlank, isEmpty, objectOf, textOf } from "./value.ts";

/** A record with what several facts need, worked out once, when the first of them asks. */
export class Reading {
  readonly record: Members;
  readonly fields: JsonObject;
  #who: Identity | undefined;
  #outcome: string | undefined;
  #source: Source | undefined;

  constructor(record: Members, fields: JsonObject) {
    this.record = record;
    this.fields = fields;
  }

  get who(): Identity {
    this.#who ??= identityOf(this.fields);
    return this.#who;
  }

  get outcome(): string {
    this.#outcome ??= outcomeOf(this.fields);
    return this.#outcome;
  }

  get source(): Source {
    this.#source ??= sourceOf(this.fields);
    return this.#source;
  }
}

/** One text of a record, where the record tells it. */
export interface Fact {
  /** What it depends on in a record without oddities (`isOdd`), and without what only odd ones have. */
  readonly members: readonly string[];
  readonly read: (reading: Reading) => string | undefined;
}

/**
 * The fact that a table asks for: a path in the record, such as `userIdentity.arn`, or a name in parentheses for what is
 * worked out from several fields, such as `(outcome)`. Throws a RangeError for a name in parentheses that is none of these.
 */
export function factNamed(name: string): Fact {
  const derived = derivations.get(name);
  if (derived !== undefined) return derived;
  if (name.startsWith("(")) throw new RangeError(`There is no fact ${name}`);
  const [first = "", ...keys] = name.split(".");
  const members = oddMembers.includes(first) ? [] : [first];
  const [next] = keys;
  if (next === undefined) return { members, read: (reading) => memberText(reading, first) };
  return {
    members,
    read: ({ record, fields }) =>
      mayHold(record.source(first), next)
        ? wholeText(valueAt(fields, [first, ...keys]))
        : undefined,
  };
}

const action: Fact = {
  members: ["eventName", "eventType"],
  read: ({ fields }) => actionOf(fields),
};

const derivations = new Map<string, Fact>([
  ["(action)", action],
  ["(name)", { ...action, read: ({ fields }) => nameOf(fields) }],
  ["(outcome)", { members: ["eventName", "errorCode"], read: ({ outcome }) => outcome }],
  ["(user name)", ofCaller(({ who }) => who.name)],
  ["(odd caller)", ofCaller(({ fields }) => oddText(fields["userIdentity"]))],
  ["(user id)", ofCaller(({ who }) => who.id)],
  ["(session name)", ofCaller(({ who }) => who.sessionName)],
  ["(role)", ofCaller(({ who }) => (who.type === "AssumedRole" ? who.name : undefined))],
  [
    "(caller's account)",
    {
      members: ["userIdentity", "recipientAccountId", "accountId", "awsAccountId"],
      read: ({ fields }) => accountOf(fields, objectOf(fields["userIdentity"])),
    },
  ],
  ["(resources)", { members: ["resources"], read: resourcesOf }],
  ["(source IP)", ofSource(({ ip }) => ip)],
  ["(source IPv4)", ofSource((source) => addressOf(source, 4))],
  ["(source IPv6)", ofSource((source) => addressOf(source, 6))],
  ["(source service)", ofSource((source) => (isService(source) ? source.address : undefined))],
  ["(source host)", ofSource((source) => (isService(source) ? undefined : hostOf(source)))],
  [
    "(requested host)",
    {
      members: ["tlsDetails"],
      read: ({ fields }) => textOf(tlsDetailsOf(fields)?.["clientProvidedHostHeader"]),
    },
  ],
  ["(insight error)", { members: [], read: ({ fields }) => insightErrorOf(fields) }],
  ["(time)", { members: ["eventTime"], read: ({ fields }) => milliseconds(timeOf(fields)) }],
  ["(start)", { members: [], read: ({ fields }) => milliseconds(startOf(fields)) }],
  ["(end)", { members: [], read: ({ fields }) => milliseconds(endOf(fields)) }],
  [
    "(is sign-in)",
    {
      members: ["eventName", "errorCode"],
      read: (reading) => (isSignIn(reading) ? "true" : undefined),
    },
  ],
]);

function ofCaller(read: Fact["read"]): Fact {
  return { members: ["userIdentity"], read };
}

function ofSource(read: (source: Source) => string | undefined): Fact {
  return { members: ["sourceIPAddress"], read: ({ source }) => read(source) };
}

/** What happened, in a word that is the same for every record of the kind: also where no call was made. */
function actionOf(fields: JsonObject): string {
  return (
    wholeText(fields["eventName"]) ??
    textOf(objectOf(fields["insightDetails"])?.["insightType"]) ??
    textOf(fields["insightType"]) ??
    textOf(fields["eventType"]) ??
    (textOf(fields["digestS3Object"]) === undefined ? "Unknown" : "Digest")
  );
}

/** As `actionOf`; of an insight, the call that it is about. */
function nameOf(fields: JsonObject): string {
  return (
    textOf(objectOf(fields["insightDetails"])?.["eventName"]) ??
    textOf(fields["insightEventName"]) ??
    actionOf(fields)
  );
}

/** The names of what was touched. Lists without any are told whole. */
function resourcesOf({ record, fields }: Reading): string | undefined {
  const source = record.source("resources");
  if (source === undefined) return undefined;
  const names = plainResourceNames(source) ?? resourceNames(fields["resources"] ?? null);
  return names.length === 0 ? wholeText(fields["resources"]) : names.join(", ");
}

function addressOf({ ip }: Source, family: number): string | undefined {
  return ip !== undefined && familyOf(ip) === family ? ip : undefined;
}

function isService({ address }: Source): boolean {
  return address === "AWS Internal" || address?.endsWith(".amazonaws.com") === true;
}

function hostOf({ address, ip }: Source): string | undefined {
  return ip === undefined ? address : undefined;
}

/** Insights of calls that succeeded have the text `null`. */
function insightErrorOf(fields: JsonObject): string | undefined {
  const code =
    textOf(objectOf(fields["insightDetails"])?.["errorCode"]) ?? textOf(fields["insightErrorCode"]);
  return code === "null" ? undefined : code;
}

function isSignIn({ fields, outcome }: Reading): boolean {
  return fields["eventName"] === "ConsoleLogin" && outcome === "success";
}

const first = Date.parse("1973-03-04");
const last = Date.parse("2286-11-20");

/** Receivers tell milliseconds from seconds by their size. Those of other times would be read wrong, so they are left out. */
function milliseconds(time: number | undefined): string | undefined {
  return time !== undefined && time >= first && time <= last ? String(time) : undefined;
}

function valueAt(fields: JsonObject, keys: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = fields;
  for (const key of keys) value = isJsonObject(value) ? value[key] : undefined;
  return value;
}

/** A member's `wholeText`, cut out of the record where it stands there as it would be printed. */
function memberText({ record, fields }: Reading, name: string): string | undefined {
  const source = record.source(name);
  if (source === undefined || source === "null") return undefined;
  switch (source.charCodeAt(0)) {
    case quote: {
      if (source.includes("\\")) return wholeText(fields[name]);
      const text = source.slice(1, -1);
      return isBlank(text) ? undefined : text;
    }
    case openBrace:
    case openBracket:
      return isAsPrinted(source) ? source : wholeText(fields[name]);
    default:
      return wholeText(fields[name]);
  }
}

const quote = 0x22;
const openBrace = 0x7b;
const openBracket = 0x5b;
const longestEmpty = "{}".length;

/** Where something stands between the tokens of JSON, it stands next to one of these. */
const spaced = /[{}[\],:] | [{}[\],:]/;

/** Characters that have shorter escapes than `\u` and a code, or need none, may be written in other ways, too. */
const unusualEscape = /\\[^"\\bfnrt]/;

/** Policies are texts within texts, full of escapes: reading and printing them takes four times as long as looking. */
function isAsPrinted(source: string): boolean {
  if (source.length <= longestEmpty || source.includes("\t")) return false;
  if (source.includes(" ") && spaced.test(source)) return false;
  return !source.includes("\\") || !unusualEscape.test(source);
}

/** Objects and lists as their JSON text: nothing is lost for having an unexpected type. */
function wholeText(value: JsonValue | undefined): string | undefined {
  if (isBlank(value)) return undefined;
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  return isEmpty(value) ? undefined : JSON.stringify(value);
}

/** What stands where an object belongs. */
function oddText(value: JsonValue | undefined): string | undefined {
  return isJsonObject(value) ? undefined : wholeText(value);
}
