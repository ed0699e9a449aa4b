/**
 * How every format reads a record: whatever has another type than expected is absent, and so is what says nothing.
 */
import { isJsonObject } from "../event.ts";
import type { JsonObject, JsonValue } from "../event.ts";

/** CloudTrail and the services behind it write null, "", "-" and "none" where they have no value. */
export function isBlank(
  value: JsonValue | undefined,
): value is undefined | null | "" | "-" | "none" {
  return value === undefined || value === null || value === "" || value === "-" || value === "none";
}

/** A text, or a number or boolean as text. */
export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  if (isBlank(value)) return undefined;
  if (typeof value === "string") return value;
  return typeof value === "object" ? undefined : String(value);
}

export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return isJsonObject(value) ? value : undefined;
}

export function listAt(object: JsonObject | undefined, key: string): readonly JsonValue[] {
  const value = object?.[key];
  return isList(value) ? value : [];
}

/** `Array.isArray` that keeps the type of a readonly list's items. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
