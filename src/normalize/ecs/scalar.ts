/**
 * What a field's type in the index allows. A value that the index would refuse, and with it the whole document,
 * becomes text or is left out.
 */
import type { JsonValue } from "../../event.ts";
import { isoTime } from "../time.ts";

/** Texts, numbers and booleans as they are; an object or a list as its JSON text, unless it is empty. */
export function keyword(value: JsonValue): JsonValue | undefined {
  if (typeof value !== "object" || value === null) return value;
  return Object.keys(value).length === 0 ? undefined : JSON.stringify(value);
}

export function keywordList(value: JsonValue): readonly JsonValue[] | undefined {
  const kept = keyword(value);
  return kept === undefined ? undefined : [kept];
}

/** In the one form that all times of a document have; what is no time stays as it was sent. */
export function time(value: JsonValue): JsonValue | undefined {
  return (typeof value === "string" ? isoTime(value) : undefined) ?? keyword(value);
}

/** A boolean as text: `true` and `"true"` become `"true"`. */
export function booleanText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As it was sent, where it is one: old records have `"true"` for true. */
export function boolean(value: JsonValue): JsonValue | undefined {
  return typeof value === "boolean" || value === "true" || value === "false" ? value : undefined;
}

const amazon = ".amazonaws.com";

/** `s3` of `s3.amazonaws.com`; nothing of other names. */
export function serviceName(value: JsonValue): string | undefined {
  return typeof value === "string" && value.endsWith(amazon)
    ? value.slice(0, -amazon.length) || undefined
    : undefined;
}
