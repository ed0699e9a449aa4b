/**
 * What a field's type in the index allows. A value that the index would refuse, and with it the whole document,
 * becomes text or is left out.
 */
import type { JsonValue } from "../../event.ts";
import { flat } from "../flat.ts";
import { memo } from "../memo.ts";
import { isoTime } from "../time.ts";
import { isBlank } from "../value.ts";

/** Texts, numbers and booleans as they are; an object or a list as its JSON text, unless it is empty. */
export function keyword(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value === "string") return isBlank(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return value ?? undefined;
  return Object.keys(value).length === 0 ? undefined : JSON.stringify(value);
}

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

/** As it was sent, where it is one: old records have `"true"` for true. */
export function boolean(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === "boolean" || value === "true" || value === "false" ? value : undefined;
}

/** `s3` of `s3.amazonaws.com`; nothing of other names. */
export function serviceName(value: unknown): string | undefined {
  return typeof value === "string" && value.endsWith(amazon)
    ? withoutAmazon(value) || undefined
    : undefined;
}

const amazon = ".amazonaws.com";
const withoutAmazon = memo(1000, (name) => flat(name.slice(0, -amazon.length)));
