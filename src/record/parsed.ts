import type { JsonObject, JsonValue } from "../event.ts";

/** Null where the text is no JSON object. */
export function parsedObject(text: string): JsonObject | null {
  try {
    const value: JsonObject | readonly JsonValue[] | null = JSON.parse(text);
    return typeof value === "object" && !isList(value) ? value : null;
  } catch {
    return null;
  }
}

function isList(value: JsonObject | readonly JsonValue[] | null): value is readonly JsonValue[] {
  return Array.isArray(value);
}
