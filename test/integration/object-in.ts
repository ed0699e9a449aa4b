import { isJsonObject, type JsonObject } from "../../src/event.ts";

export function objectIn(text: string): JsonObject {
  const content: unknown = JSON.parse(text);
  if (!isJsonObject(content)) throw new TypeError("This is no JSON object");
  return content;
}
