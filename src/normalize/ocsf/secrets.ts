import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isList } from "../value.ts";
import { define } from "./define.ts";
import names from "./secrets.json" with { type: "json" };

export const redacted = "REDACTED";

/** Services write the first letter of a name large or small. */
export const secretNames: readonly string[] = names.flatMap((name) => [name, capitalized(name)]);

const secrets = new Set(secretNames);

/** Whether values under this key may have to be hidden: `secrets.json` lists the keys. */
export function isSecretKey(key: string): boolean {
  return secrets.has(key);
}

/** What AWS writes for what it has hidden. */
const hidden = new Set<JsonValue>([
  "***",
  "****",
  "<sensitiveDataRemoved>",
  "HIDDEN_DUE_TO_SECURITY_REASONS",
]);

/** Flags and nothing are no secrets, nor is what is hidden already. */
export function isToHide(value: JsonValue): boolean {
  return value !== null && typeof value !== "boolean" && !hidden.has(value);
}

function isSecret(key: string, value: JsonValue): boolean {
  return isSecretKey(key) && isToHide(value);
}

/** The value without its secrets, at any depth. Most have none, and are returned as they are. */
export function withoutSecrets(value: JsonValue): JsonValue {
  return hasSecrets(value) ? copied(value) : value;
}

/** Loops, not callbacks: records may nest a thousand levels deep, and the stack has to hold them. */
function hasSecrets(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isJsonObject(value)) return objectHasSecrets(value);
  for (const item of value) if (hasSecrets(item)) return true;
  return false;
}

function objectHasSecrets(object: JsonObject): boolean {
  for (const key in object) {
    const value = object[key] ?? null;
    if (isSecret(key, value) || hasSecrets(value)) return true;
  }
  return false;
}

function copied(value: JsonValue): JsonValue {
  if (isList(value)) {
    const list: JsonValue[] = [];
    for (const item of value) list.push(copied(item));
    return list;
  }
  if (!isJsonObject(value)) return value;
  const object: Record<string, JsonValue> = {};
  for (const key in value) {
    const item = value[key] ?? null;
    define(object, key, isSecret(key, item) ? redacted : copied(item));
  }
  return object;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
