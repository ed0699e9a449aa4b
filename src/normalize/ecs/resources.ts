import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isBlank, isList } from "../value.ts";
import { keyword } from "./scalar.ts";

/** CloudTrail's spelling to the documents'. Other keys, `ARNPrefix` for one, keep their name. */
const names = new Map([
  ["ARN", "arn"],
  ["accountId", "account_id"],
]);

/** What the call touched. Services repeat a resource, and the last one of the same ARN, account and type stands. */
export function resourcesOf(record: JsonObject): readonly JsonObject[] | undefined {
  const value = record["resources"];
  const resources = new Map<string, JsonObject>();
  for (const item of isList(value) ? value : [value]) {
    const resource = isJsonObject(item) ? renamed(item) : undefined;
    if (resource !== undefined) resources.set(identityOf(resource), resource);
  }
  return resources.size === 0 ? undefined : [...resources.values()];
}

function renamed(item: JsonObject): JsonObject | undefined {
  const entries: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(item)) {
    const kept = isBlank(value) ? undefined : keyword(value);
    if (kept !== undefined) entries.push([names.get(key) ?? key, kept]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function identityOf(resource: JsonObject): string {
  return JSON.stringify([resource["arn"], resource["account_id"], resource["type"]]);
}
