/** What every destination wants to know of a record: which one it is, and of when. */
import type { JsonObject, JsonValue } from "../event.ts";

export const longestId = 128;
const plainId = /^[\w.:*-]{1,128}$/;

/** Account, region and event id; undefined where there is no event id, or one that no URL or header could carry. */
export function identify(fields: JsonObject | null): string | undefined {
  const eventId = fields?.["eventID"] ?? fields?.["eventId"];
  if (fields === null || typeof eventId !== "string" || eventId === "") return undefined;
  const account = fields["recipientAccountId"] ?? fields["accountId"];
  const id = `${scope(account)}:${scope(fields["awsRegion"])}:${eventId}`;
  return plainId.test(id) ? id : undefined;
}

function scope(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

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
