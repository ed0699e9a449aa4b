import { isJsonObject, type JsonValue } from "../event.ts";

/** The value found by following the names through nested objects, or undefined where the way ends early. */
export function valueAt(
  value: JsonValue | undefined,
  ...names: readonly string[]
): JsonValue | undefined {
  let found = value;
  for (const name of names) found = isJsonObject(found) ? found[name] : undefined;
  return found;
}
