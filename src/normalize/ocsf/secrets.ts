import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isList } from "../value.ts";
import names from "./secrets.json" with { type: "json" };

export const redacted = "REDACTED";

/** Services write the first letter of a name large or small. */
const secrets = new Set(names.flatMap((name) => [name, capitalized(name)]));

/** Whether the value under this key must not be shown, flags apart: `secrets.json` lists the keys. */
export function isSecretKey(key: string): boolean {
  return secrets.has(key);
}

function isSecret(key: string, value: JsonValue | undefined): boolean {
  return isSecretKey(key) && value !== null && typeof value !== "boolean";
}

/** The value without its secrets, at any depth. Most have none, and are returned as they are. */
export function withoutSecrets(value: JsonValue): JsonValue {
  return hasSecrets(value) ? copied(value) : value;
}

function hasSecrets(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isList(value)) return value.some(hasSecrets);
  for (const key in value) {
    const item = value[key];
    if (isSecret(key, item)) return true;
    if (typeof item === "object" && hasSecrets(item)) return true;
  }
  return false;
}

function copied(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(copied);
  return isJsonObject(value) ? copiedObject(value) : value;
}

function copiedObject(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      isSecret(key, value) ? redacted : copied(value),
    ]),
  );
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
