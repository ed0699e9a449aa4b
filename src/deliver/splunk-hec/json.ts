import { isJsonObject } from "../../event.ts";

/** Undefined where the text is no JSON object: proxies answer with anything. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return isJsonObject(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

export function countAt(
  object: Readonly<Record<string, unknown>>,
  key: string,
): number | undefined {
  const value = object[key];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
