import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isList } from "../value.ts";
import { keyword } from "./scalar.ts";

/** What the call touched. Services repeat a resource, and the last one of the same ARN, account and type stands. */
export function resourcesOf(record: JsonObject): readonly JsonObject[] | undefined {
  const value = record["resources"];
  if (value === undefined || value === null) return undefined;
  const found = (isList(value) ? value : [value]).map(renamed).filter((item) => item !== undefined);
  if (found.length < 2) return found.length === 0 ? undefined : found;
  return [...new Map(found.map((resource) => [identityOf(resource), resource])).values()];
}

/** CloudTrail's spelling to the documents'. Other keys, `ARNPrefix` for one, keep their name. */
const names = new Map([
  ["ARN", "arn"],
  ["accountId", "account_id"],
]);

function renamed(item: JsonValue): JsonObject | undefined {
  if (!isJsonObject(item)) return undefined;
  const entries: [string, JsonValue][] = [];
  for (const key of Object.keys(item)) {
    const kept = keyword(item[key]);
    if (kept === undefined) continue;
    entries.push([names.get(key) ?? key, kept]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function identityOf({ arn, account_id: account, type }: JsonObject): string {
  return JSON.stringify([arn, account, type]);
}
