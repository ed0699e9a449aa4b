import { isJsonObject, type JsonValue } from "../../../event.ts";
import { valueAt } from "../../../runtime/value-at.ts";

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
