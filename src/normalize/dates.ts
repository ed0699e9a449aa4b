import type { JsonObject, JsonValue } from "../event.ts";
import { objectOf, textOf } from "./value.ts";
import { isoOrBasicTime, isoTime, spacedTime } from "./time.ts";

/** What became of a field that should hold a time: absent, read, or a problem worth telling. */
export interface Dated {
  readonly time?: string;
  readonly problem?: string;
}

/** How `eventTime` is read: CloudTrail Lake exports it with a blank for the `T`, which Elastic's pipeline refuses. */
export type TimeForm = "elastic" | "extended";

/** When it happened. An aggregated event is dated by the end of its window, a digest by the end of its hour. */
export function recordTime(record: JsonObject, form: TimeForm = "extended"): Dated {
  const eventTime = record["eventTime"];
  if (eventTime !== undefined && eventTime !== null && eventTime !== "")
    return dated("eventTime", eventTime, form === "elastic" ? isoTime : spacedTime);
  const windowEnd = textOf(objectOf(record["timeWindow"])?.["windowEnd"]);
  if (windowEnd !== undefined) return dated("timeWindow.windowEnd", windowEnd, spacedTime);
  const digestEnd = textOf(record["digestEndTime"]);
  return digestEnd === undefined ? {} : dated("digestEndTime", digestEnd, isoTime);
}

/** When the caller's temporary credentials were made. */
export function sessionTime(record: JsonObject): Dated {
  const session = objectOf(objectOf(record["userIdentity"])?.["sessionContext"]);
  const created = textOf(objectOf(session?.["attributes"])?.["creationDate"]);
  return created === undefined ? {} : dated("creationDate", created, isoOrBasicTime);
}

function dated(field: string, value: JsonValue, read: (text: string) => string | undefined): Dated {
  const time = typeof value === "string" ? read(value) : undefined;
  return time === undefined
    ? { problem: `${field} is no time: ${JSON.stringify(value).slice(0, 100)}` }
    : { time };
}
