/** What every destination wants to know of a record: which one it is, and of when. */
import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../event.ts";

export const longestId = 128;
const plain = /^[\w.:*-]*$/;

interface Identified {
  readonly fields: JsonObject | null;
  readonly bytes: Buffer;
}

/** Account, region and event id; a hash of the bytes where there is no event id, or one that no URL or header could carry. */
export function idOf(record: Identified): string {
  return identify(record.fields) ?? createHash("sha256").update(record.bytes).digest("base64url");
}

function identify(fields: JsonObject | null): string | undefined {
  const eventId = fields?.["eventID"] ?? fields?.["eventId"];
  const scope = scopeOf(fields);
  return typeof eventId === "string" && isPlain(eventId) ? joined(scope, eventId) : undefined;
}

/**
 * The same, of a record whose members were forgotten: they told where in the chunk the event id begins, 0 for nowhere,
 * and its scope. Records wait for their delivery by the thousand, and only some destinations want to know their ids.
 */
export function idAt(chunk: Buffer, start: number, scope: string | undefined): string | undefined {
  if (scope === undefined || start === 0 || chunk[start] !== quote) return undefined;
  const end = chunk.indexOf(quote, start + 1);
  const eventId = chunk.toString("latin1", start + 1, end);
  return isPlain(eventId) ? joined(scope, eventId) : undefined;
}

function joined(scope: string | undefined, eventId: string): string | undefined {
  return scope === undefined || scope.length + eventId.length > longestId
    ? undefined
    : scope + eventId;
}

const quote = 0x22;

let lastAccount: JsonValue | undefined;
let lastRegion: JsonValue | undefined;
let lastScope: string | undefined = "::";

/** `111122223333:eu-central-1:`, undefined where no id may have it. Most records of an object share one. */
export function scopeOf(fields: JsonObject | null): string | undefined {
  const account = fields?.["recipientAccountId"] ?? fields?.["accountId"];
  const region = fields?.["awsRegion"];
  if (account !== lastAccount || region !== lastRegion) {
    lastAccount = account;
    lastRegion = region;
    const scope = `${textOrEmpty(account)}:${textOrEmpty(region)}:`;
    lastScope = plain.test(scope) ? scope : undefined;
  }
  return lastScope;
}

function textOrEmpty(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Hexadecimal digits and dashes, nearly always: looking at each takes a fifth of what a regular expression does. */
function isPlain(eventId: string): boolean {
  for (let at = 0; at < eventId.length; at += 1) {
    const unit = eventId.charCodeAt(at);
    const isUsual = (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x66);
    if (!isUsual && unit !== dash) return plain.test(eventId);
  }
  return eventId !== "";
}

const dash = 0x2d;

let lastTime = "";
let lastInstant = Number.NaN;

/** Milliseconds since the epoch; NaN where `eventTime` is no time. Many records in a row are of the same second. */
export function timeOf(fields: JsonObject | null): number {
  const eventTime = fields?.["eventTime"];
  if (typeof eventTime !== "string") return Number.NaN;
  if (eventTime !== lastTime) {
    lastTime = eventTime;
    lastInstant = Date.parse(eventTime);
  }
  return lastInstant;
}
