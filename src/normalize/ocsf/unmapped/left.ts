import type { JsonObject, JsonValue } from "../../../event.ts";
import { isBlank } from "../../value.ts";
import type { Place } from "./places.ts";
import { isVoid } from "./void.ts";

/**
 * A value, unless it says nothing, or stands in the event already. To read a record's member may mean to parse it, so what
 * is carried whole isn't read.
 */
export function leftAt<P>(
  { carries, carriesAll }: Place<P>,
  owner: JsonObject,
  key: string,
  parts: P,
): JsonValue | undefined {
  if (carriesAll?.(parts) === true) return undefined;
  const value = owner[key];
  if (isVoid(value)) return undefined;
  const isCarried =
    carries !== undefined &&
    typeof value !== "object" &&
    !isBlank(value) &&
    carries(String(value), parts, owner);
  return isCarried ? undefined : value;
}
