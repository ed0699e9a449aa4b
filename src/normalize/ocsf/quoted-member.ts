import type { JsonValue, TrailRecord } from "../../event.ts";
import { quoted } from "../json-text.ts";
import { textOf } from "../value.ts";

type Name = "errorMessage" | "eventID" | "eventId" | "eventTime" | "requestID" | "sharedEventID";

/**
 * A member that is a text, as JSON; undefined where it says nothing. It is mostly taken as it stands in the record, which
 * spares to parse and to escape what has been escaped.
 */
export function quotedMember(record: TrailRecord, name: Name): string | undefined {
  const source = record.source(name);
  if (source === undefined || isPlainText(source)) return source;
  const value: JsonValue = JSON.parse(source);
  const text = textOf(value);
  return text === undefined ? undefined : quoted(text);
}

/** In escapes: `"\u006e\u006f\u006e\u0065"`. */
const longestBlank = 26;
const longestPlainBlank = '"none"'.length;

function isPlainText(source: string): boolean {
  if (!source.startsWith('"')) return false;
  return (
    source.length > longestBlank || (source.length > longestPlainBlank && !source.includes("\\"))
  );
}
