import type { JsonValue } from "../../event.ts";
import type { OcsfEvent } from "./assemble.ts";

/** Stands for the rest of a text. */
const ellipsis = "…";

/** Of any type, and so of any length. */
const unlimited = new Set(["data", "unmapped"]);

/**
 * The event with no text longer than its version allows. What is too long is shortened, and stands whole in `unmapped`
 * under the path of its attribute, which has no limit. `raw_data` is exact or absent.
 */
export function withinLimit(event: OcsfEvent, maxText: number): OcsfEvent {
  const whole: Record<string, JsonValue> = {};
  const shortened = within(event, "", { maxText, whole });
  const isRawCut = whole["raw_data"] !== undefined;
  return {
    ...shortened,
    raw_data: isRawCut ? undefined : event["raw_data"],
    unmapped: { ...event.unmapped, ...whole },
  };
}

interface Limit {
  readonly maxText: number;
  readonly whole: Record<string, JsonValue>;
}

function within(object: object, path: string, limit: Limit): Record<string, unknown> {
  const entries = Object.entries(object).map(([key, value]): [string, unknown] => [
    key,
    unlimited.has(key) ? value : limited(value, path === "" ? key : `${path}.${key}`, limit),
  ]);
  return Object.fromEntries(entries);
}

function limited(value: unknown, path: string, limit: Limit): unknown {
  if (typeof value === "string" && value.length > limit.maxText) {
    limit.whole[path] = value;
    return value.slice(0, limit.maxText - ellipsis.length) + ellipsis;
  }
  if (Array.isArray(value))
    return value.map((item, index) => limited(item, `${path}[${index}]`, limit));
  return typeof value === "object" && value !== null ? within(value, path, limit) : value;
}
