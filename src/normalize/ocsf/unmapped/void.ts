import type { JsonValue } from "../../../event.ts";

/** Whether a value says nothing, and is left out. */
export function isVoid(value: JsonValue | undefined): value is undefined | null | "" {
  return value === undefined || value === null || value === "";
}
