import { isJsonObject } from "../event.ts";
import type { JsonObject, JsonValue, TrailRecord } from "../event.ts";
import { familyOf, sourceOf } from "./network.ts";
import type { Source } from "./network.ts";
import { outcomeOf } from "./outcome.ts";
import { tlsDetailsOf } from "./tls.ts";
import { identityOf } from "./identity.ts";
import type { Identity } from "./identity.ts";
import { endOf, startOf, timeOf } from "./times.ts";
import { isBlank, isEmpty, isList, objectOf, textOf } from "./value.ts";

/** A record with what several facts need, worked out once, when the first of them asks. */
export class Reading {
  readonly record: TrailRecord;
  readonly fields: JsonObject;
  #who: Identity | undefined;
  #outcome: string | undefined;
  #source: Source | undefined;

  constructor(record: TrailRecord, fields: JsonObject) {
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

/** One text of a record, or undefined where the record doesn't tell. */
export type Fact = (reading: Reading) => string | undefined;

/**
 * The fact that a table asks for: a path in the record, such as `userIdentity.arn`, or a name in parentheses for what is
 * worked out from several fields, such as `(outcome)`. Throws a RangeError for a name in parentheses that is none of these.
 */
export function factNamed(name: string): Fact {
  const derived = derivations.get(name);
  if (derived !== undefined) return derived;
  if (name.startsWith("(")) throw new RangeError(`There is no fact ${name}`);
  const keys = name.split(".");
  const [first = ""] = keys;
  if (keys.length === 1) return (reading) => memberText(reading, first);
  return ({ fields }) => wholeText(valueAt(fields, keys));
}

const derivations = new Map<string, Fact>([
  ["(action)", ({ fields }) => actionOf(fields)],
  ["(name)", ({ fields }) => nameOf(fields)],
  ["(outcome)", (reading) => reading.outcome],
  ["(user name)", ({ who }) => who.name],
  ["(odd caller)", ({ fields }) => oddText(fields["userIdentity"])],
  ["(user id)", ({ who }) => who.id],
  ["(session name)", ({ who }) => who.sessionName],
  ["(caller's account)", ({ who }) => who.accountId],
  ["(role)", ({ who }) => (who.type === "AssumedRole" ? who.name : undefined)],
  ["(resources)", ({ fields }) => resourcesOf(fields["resources"])],
  ["(source IP)", ({ source }) => source.ip],
  ["(source IPv4)", ({ source }) => addressOf(source, 4)],
  ["(source IPv6)", ({ source }) => addressOf(source, 6)],
  ["(source service)", ({ source }) => (isService(source) ? source.address : undefined)],
  ["(source host)", ({ source }) => (isService(source) ? undefined : hostOf(source))],
  ["(requested host)", ({ fields }) => textOf(tlsDetailsOf(fields)?.["clientProvidedHostHeader"])],
  ["(insight error)", ({ fields }) => insightErrorOf(fields)],
  ["(time)", ({ fields }) => milliseconds(timeOf(fields))],
  ["(start)", ({ fields }) => milliseconds(startOf(fields))],
  ["(end)", ({ fields }) => milliseconds(endOf(fields))],
  ["(is sign-in)", (reading) => (isSignIn(reading) ? "true" : undefined)],
]);

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
function resourcesOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  const names = new Set<string>();
  for (const item of isList(value) ? value : [value]) {
    if (!isJsonObject(item)) continue;
    const name = textOf(item["ARN"]) ?? textOf(item["ARNPrefix"]);
    if (name !== undefined) names.add(name);
  }
  return names.size === 0 ? wholeText(value) : [...names].join(", ");
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

/** A member's `wholeText`, of objects and lists as CloudTrail wrote them where that is what printing them would give. */
function memberText({ record, fields }: Reading, name: string): string | undefined {
  const source = record.source(name);
  if (source === undefined) return undefined;
  const start = source.charCodeAt(0);
  const nested = start === openBrace || start === openBracket;
  const printed = nested && source.length > longestEmpty && !/[\\\s]/.test(source);
  return printed ? source : wholeText(fields[name]);
}

const openBrace = 0x7b;
const openBracket = 0x5b;
const longestEmpty = "{}".length;

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
