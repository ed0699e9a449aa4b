import type { JsonValue } from "../../event.ts";
import { isList } from "../value.ts";

/** Whether it is an object or a list with nothing in it. */
export function isEmpty(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isList(value)) return value.length === 0;
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
}
