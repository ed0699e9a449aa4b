import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue, TrailRecord } from "../../event.ts";
import { printed } from "../json-text.ts";
import { memo } from "../memo.ts";
import { isList } from "../value.ts";
import { instancesIn } from "./instances.ts";
import { keyword } from "./scalar.ts";

/** All that a document says of `resources` alone. */
export interface Resources {
  /** `aws.cloudtrail.resources`, as JSON text. */
  readonly text: string | undefined;
  /** The ids of EC2 instances among them. */
  readonly instances: readonly string[];
}

/** A key or a role is used again and again; an object of S3 is not. With what is made of them they can't take more than 2 KB. */
const capacity = 2000;
const longest = 512;

export function resourcesOf(record: TrailRecord): Resources {
  const source = record.source("resources");
  return source === undefined ? noResources : remembered(source);
}

const noResources: Resources = { text: undefined, instances: [] };

const remembered = memo(
  capacity,
  (source): Resources => {
    const value: JsonValue = JSON.parse(source);
    return { text: printed(renamedOf(value)), instances: instancesIn(isList(value) ? value : []) };
  },
  longest,
);

/** What the call touched. Services repeat a resource, and the last one of the same ARN, account and type stands. */
function renamedOf(value: JsonValue): readonly JsonObject[] | undefined {
  if (value === null) return undefined;
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
