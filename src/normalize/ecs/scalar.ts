/**
 * What a field's type in the index allows. A value that the index would refuse, and with it the whole document,
 * becomes text or is left out.
 */
import type { JsonValue } from "../../event.ts";
import type { Members } from "../../record/excerpt.ts";
import { printed, quoted } from "../json-text.ts";
import { isoTime } from "../time.ts";
import { isBlank } from "../value.ts";

/** Texts, numbers and booleans as they are; an object or a list as its JSON text, unless it is empty. */
export function keyword(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value === "string") return isBlank(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return value ?? undefined;
  return Object.keys(value).length === 0 ? undefined : JSON.stringify(value);
}

/** `keyword` of a member, as JSON text: a text is copied as CloudTrail wrote it. */
export function keywordText(record: Members, name: string): string | undefined {
  const source = record.source(name);
  if (source === undefined || isPlain(source)) return source;
  return printed(keyword(record.fields?.[name]));
}

/** A text that begins as no blank one does, however that is spelt. */
function isPlain(source: string): boolean {
  return source.startsWith('"') && !blankStarts.includes(source.charAt(1));
}

const blankStarts = '"-n\\';

/** In the one form that all times of a document have; what is no time stays as it was sent. */
export function time(value: JsonValue | undefined): JsonValue | undefined {
  return (typeof value === "string" ? isoTime(value) : undefined) ?? keyword(value);
}

/** A boolean as text: `true` and `"true"` become `"true"`. */
export function booleanText(value: JsonValue | undefined): string | undefined {
  if (typeof value === "boolean") return value ? "true" : "false";
  if (isBlank(value)) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `booleanText` of a member, as JSON text. */
export function quotedBoolean(record: Members, name: string): string | undefined {
  const source = record.source(name);
  if (source === "true" || source === "false") return `"${source}"`;
  return source === undefined ? undefined : printed(booleanText(record.fields?.[name]));
}

/** A boolean member as it was sent, where it is one: old records have `"true"` for true. */
export function boolean(record: Members, name: string): string | undefined {
  const source = record.source(name);
  if (source === undefined || source === "true" || source === "false") return source;
  const value = record.fields?.[name];
  return value === "true" || value === "false" ? `"${value}"` : undefined;
}

/** `"s3"` of `"s3.amazonaws.com"`; nothing of other names. JSON text. */
export function serviceName(provider: string | undefined): string | undefined {
  const host: unknown = provider === undefined ? undefined : JSON.parse(provider);
  if (typeof host !== "string" || !host.endsWith(amazon) || host === amazon) return undefined;
  return quoted(host.slice(0, -amazon.length));
}

const amazon = ".amazonaws.com";
