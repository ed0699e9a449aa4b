import { isJsonObject, type JsonValue } from "../../../event.ts";

/** The value found by following the names through nested objects, or undefined where the way ends early. */
export function valueAt(
  value: JsonValue | undefined,
  ...names: readonly string[]
): JsonValue | undefined {
  let found = value;
  for (const name of names) found = isJsonObject(found) ? found[name] : undefined;
  return found;
}

/** Empty where there is no text. */
export function textAt(value: JsonValue | undefined, ...names: readonly string[]): string {
  const found = valueAt(value, ...names);
  return typeof found === "string" ? found : "";
}

export function textsIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === "string") : [];
}

export function objectsIn(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
