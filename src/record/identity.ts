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
  if (fields === null || typeof eventId !== "string" || !isPlain(eventId)) return undefined;
  const scope = scopeOf(fields["recipientAccountId"] ?? fields["accountId"], fields["awsRegion"]);
  if (scope === undefined || scope.length + eventId.length > longestId) return undefined;
  return scope + eventId;
}

let lastAccount: JsonValue | undefined;
let lastRegion: JsonValue | undefined;
let lastScope: string | undefined = "::";

/** `111122223333:eu-central-1:`, undefined where no id may have it. Most records of an object share one. */
function scopeOf(
  account: JsonValue | undefined,
  region: JsonValue | undefined,
): string | undefined {
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
