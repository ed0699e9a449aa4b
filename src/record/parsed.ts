import { randomUUID } from "node:crypto";
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

const infinity = randomUUID();

/** JSON text of what JSON.parse gave. It takes a number that is too large for infinite, which JSON.stringify prints as null. */
export function printedValue(value: JsonValue): string {
  const plain = JSON.stringify(value);
  if (!plain.includes("null")) return plain;
  const text = JSON.stringify(value, (_name, inner: unknown) => {
    if (inner === Infinity) return infinity;
    return inner === -Infinity ? `-${infinity}` : inner;
  });
  return text.replaceAll(`"${infinity}"`, "1e999").replaceAll(`"-${infinity}"`, "-1e999");
}
