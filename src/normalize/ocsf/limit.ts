import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isEmpty, isList, objectOf } from "../value.ts";

/** Stands for the rest of a text. */
const ellipsis = "…";

/** Of any type, and so of any length. */
const unlimited = new Set(["data", "unmapped"]);

/**
 * The event with no text longer than its version allows. What is too long is shortened, and stands whole in `unmapped`
 * under the path of its attribute, which has no limit. `raw_data` is exact or absent.
 */
export function withinLimit(event: JsonObject, maxText: number): JsonObject {
  const whole: Record<string, JsonValue> = {};
  const { raw_data, ...shortened } = within(event, "", { maxText, whole });
  if (isEmpty(whole)) return event;
  return {
    ...shortened,
    ...(raw_data === undefined || whole["raw_data"] !== undefined ? {} : { raw_data }),
    unmapped: { ...objectOf(event["unmapped"]), ...whole },
  };
}

interface Limit {
  readonly maxText: number;
  readonly whole: Record<string, JsonValue>;
}

function within(object: JsonObject, path: string, limit: Limit): Record<string, JsonValue> {
  const entries = Object.entries(object).map(([key, value]): [string, JsonValue] => [
    key,
    unlimited.has(key) ? value : limited(value, path === "" ? key : `${path}.${key}`, limit),
  ]);
  return Object.fromEntries(entries);
}

function limited(value: JsonValue, path: string, limit: Limit): JsonValue {
  if (typeof value === "string" && value.length > limit.maxText) {
    limit.whole[path] = value;
    return value.slice(0, limit.maxText - ellipsis.length) + ellipsis;
  }
  if (isList(value)) return value.map((item, index) => limited(item, `${path}[${index}]`, limit));
  return isJsonObject(value) ? within(value, path, limit) : value;
}
