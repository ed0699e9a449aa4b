import type { JsonObject } from "../event.ts";

/** What an object that no `Records` array vouches for is, as its own fields tell. */
export type Content = "record" | "digest" | "foreign";

/** No kind of record has all of these, and no single one is in every kind; two of them are. */
const recordMarks = [
  "eventVersion",
  "eventSource",
  "eventName",
  "eventID",
  "eventId",
  "eventType",
  "eventCategory",
] as const;
const marksOfRecord = 2;

const digestMarks = ["digestS3Object", "digestStartTime"] as const;

export function contentOf(fields: JsonObject): Content {
  if (digestMarks.some((mark) => typeof fields[mark] === "string")) return "digest";
  const marks = recordMarks.filter((mark) => typeof fields[mark] === "string");
  return marks.length >= marksOfRecord ? "record" : "foreign";
}
