/** When a record happened, in milliseconds since the epoch. */
import type { JsonObject } from "../event.ts";
import { recordTime } from "./dates.ts";
import { flat } from "./flat.ts";
import { memo } from "./memo.ts";
import { spacedTime } from "./time.ts";
import { objectOf, textAt, textOf } from "./value.ts";

export function timeOf(fields: JsonObject): number | undefined {
  const { eventTime } = fields;
  if (typeof eventTime !== "string" || eventTime === "") return parsed(recordTime(fields).time);
  if (eventTime !== latest.eventTime)
    latest = { eventTime: flat(eventTime), time: parsed(recordTime(fields).time) };
  return latest.time;
}

interface Moment {
  readonly eventTime: string;
  readonly time: number | undefined;
}

/** A trail is nearly in the order of its events: the second is mostly that of the record before. */
let latest: Moment = { eventTime: "", time: undefined };

/** Of a window that was counted, or of unusual activity: told when it begins, and when it ends by how long it was. */
export function startOf(fields: JsonObject): number | undefined {
  const windowStart = timeAt(fields, "windowStart");
  if (windowStart !== undefined) return windowStart;
  const end = endOf(fields);
  if (end !== undefined) return minutesBefore(end, durationOf(fields));
  return insightState(fields) === "Start" ? timeOf(fields) : undefined;
}

export function endOf(fields: JsonObject): number | undefined {
  const windowEnd = timeAt(fields, "windowEnd");
  return windowEnd ?? (insightState(fields) === "End" ? timeOf(fields) : undefined);
}

function timeAt(fields: JsonObject, key: "windowStart" | "windowEnd"): number | undefined {
  const text = textAt(objectOf(fields["timeWindow"]), key);
  return text === undefined ? undefined : parsed(spacedTime(text));
}

/** Trails nest what an insight says; CloudTrail Lake has it flat. */
function insightState(fields: JsonObject): string | undefined {
  return textOf(objectOf(fields["insightDetails"])?.["state"]) ?? textOf(fields["insightState"]);
}

function durationOf(fields: JsonObject): unknown {
  const details = objectOf(fields["insightDetails"]) ?? fields;
  return objectOf(objectOf(details?.["insightContext"])?.["statistics"])?.["insightDuration"];
}

function minutesBefore(end: number, minutes: unknown): number | undefined {
  return Number.isSafeInteger(minutes) ? end - Number(minutes) * 60_000 : undefined;
}

function parsed(time: string | undefined): number | undefined {
  return time === undefined ? undefined : parse(time);
}

/** Many records are of the same second. */
const parse = memo(1000, Date.parse);
