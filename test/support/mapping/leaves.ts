import { isJsonObject } from "../../../src/event.ts";
import type { JsonValue } from "../../../src/event.ts";

/** A value of a tree that has no parts. */
export interface Leaf {
  /** As pages write it: `resources[].ARN`. */
  readonly path: string;
  readonly keys: readonly (string | number)[];
  readonly value: JsonValue;
}

/** What is absent, null or empty is no leaf. */
export function leavesOf(tree: JsonValue): Leaf[] {
  const leaves: Leaf[] = [];
  collect(tree, "", []);
  return leaves;

  function collect(value: JsonValue, path: string, keys: Leaf["keys"]): void {
    if (value === null || value === "") return;
    if (typeof value !== "object") leaves.push({ path, keys, value });
    else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value))
        collect(item, pathTo(path, key), [...keys, key]);
    } else
      for (const [index, item] of value.entries()) collect(item, `${path}[]`, [...keys, index]);
  }
}

/** The values of all leaves by path, without the places in lists. Trees under `wholes` are one value each. */
export function valuesOf(
  tree: JsonValue,
  wholes: ReadonlySet<string>,
): ReadonlyMap<string, readonly JsonValue[]> {
  const values = new Map<string, JsonValue[]>();
  collect(tree, "");
  return values;

  function collect(value: JsonValue, path: string): void {
    if (value === null || value === "") return;
    if (typeof value !== "object" || wholes.has(path)) {
      const others = values.get(path);
      if (others === undefined) values.set(path, [value]);
      else others.push(value);
    } else if (isJsonObject(value))
      for (const key in value) collect(value[key] ?? null, pathTo(path, key));
    else for (const item of value) collect(item, `${path}[]`);
  }
}

const pathsUnder = new Map<string, Map<string, string>>();

/** The same path is always the same string: there are few of them, and each is looked up many thousand times. */
function pathTo(parent: string, key: string): string {
  const paths = pathsUnder.get(parent) ?? new Map<string, string>();
  pathsUnder.set(parent, paths);
  const known = paths.get(key);
  if (known !== undefined) return known;
  const path = parent === "" ? key : `${parent}.${key}`;
  paths.set(key, path);
  return path;
}

/** A copy of the tree with another value at this place. */
export function withValue(tree: JsonValue, keys: Leaf["keys"], value: JsonValue): JsonValue {
  const [key, ...rest] = keys;
  if (key === undefined || typeof tree !== "object" || tree === null) return value;
  if (!isJsonObject(tree))
    return tree.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  return { ...tree, [key]: withValue(tree[key] ?? null, rest, value) };
}
