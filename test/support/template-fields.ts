import { isJsonObject, type JsonObject } from "../../src/event.ts";

/** The definition of each field with a type, by its dotted name, in the body of an index template. */
export function fieldsIn(composable: JsonObject): ReadonlyMap<string, JsonObject> {
  const fields = new Map<string, JsonObject>();
  const mappings = objectAt(objectAt(composable, "template"), "mappings");
  collect(objectAt(mappings, "properties"), "", fields);
  return fields;
}

function collect(properties: JsonObject, prefix: string, into: Map<string, JsonObject>): void {
  for (const [key, field] of Object.entries(properties)) {
    if (!isJsonObject(field)) continue;
    const name = prefix + key;
    if ("properties" in field) collect(objectAt(field, "properties"), `${name}.`, into);
    else into.set(name, field);
  }
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  if (!isJsonObject(value)) throw new TypeError(`${key} is no object`);
  return value;
}
