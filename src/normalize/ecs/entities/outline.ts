import { isJsonObject } from "../../../event.ts";
import type { JsonObject, JsonValue } from "../../../event.ts";
import { isBlank, isList } from "../../value.ts";

/**
 * Where a record has ids: a tree of the keys that lead to them, so that each object is looked at once.
 * A list on the way stands for each of its items.
 */
export type Outline = readonly Branch[];

interface Branch {
  readonly key: string;
  /** Empty where an id, or a list of ids, is expected. */
  readonly inner: Outline;
}

/** Of paths such as `requestParameters.instanceIds`; none may be the start of another. */
export function outlineOf(paths: readonly string[]): Outline {
  return outlineOfKeys(paths.map((path) => path.split(".")));
}

function outlineOfKeys(paths: readonly (readonly string[])[]): Outline {
  const byFirstKey = Map.groupBy(
    paths.filter((keys) => keys.length > 0),
    ([key = ""]) => key,
  );
  return [...byFirstKey].map(([key, group]) => ({
    key,
    inner: outlineOfKeys(group.map((keys) => keys.slice(1))),
  }));
}

/** Adds the ids in the order of the outline: texts, and numbers as text. */
export function collect(object: JsonObject, outline: Outline, found: string[]): void {
  for (const { key, inner } of outline) {
    const value = object[key];
    if (value === undefined || value === null) continue;
    if (!isList(value)) take(value, inner, found);
    else for (const item of value) take(item, inner, found);
  }
}

function take(value: JsonValue, inner: Outline, found: string[]): void {
  if (inner.length > 0) {
    if (isJsonObject(value)) collect(value, inner, found);
  } else if (typeof value === "number") found.push(String(value));
  else if (typeof value === "string" && !isBlank(value)) found.push(value);
}
