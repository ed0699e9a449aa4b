import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { flat } from "../flat.ts";
import { isList, listAt, objectOf, textOf } from "../value.ts";

/** The ids of the EC2 instances that a call was about, as its payloads have them; an id may repeat. */
export function instancesOf(record: JsonObject): readonly string[] {
  const found: string[] = [];
  fromPayload(objectOf(record["requestParameters"]), found);
  fromPayload(objectOf(record["responseElements"]), found);
  return found;
}

/** Those among the resources of a call. */
export function instancesIn(resources: readonly JsonValue[]): readonly string[] {
  const found: string[] = [];
  for (const resource of resources) fromArn(resource, found);
  return found;
}

const arnMark = ":instance/";

function fromArn(resource: JsonValue, found: string[]): void {
  if (!isJsonObject(resource)) return;
  const arn = textOf(resource?.["ARN"]);
  const mark = arn?.indexOf(arnMark) ?? -1;
  if (mark !== -1) keep(flat(arn?.slice(mark + arnMark.length) ?? ""), found);
}

/**
 * Where payloads have ids, and how. With the keys in the code, V8 would compile it for the classes of the payloads of the
 * moment, and anew after each collection of the heap.
 */
const places: readonly (readonly [string, typeof keep])[] = [
  ["instanceId", keep],
  ["target", keep],
  ["resourceId", keep],
  ["instanceIds", keepAll],
  ["instancesSet", keepItems],
];

function fromPayload(payload: JsonObject | undefined, found: string[]): void {
  if (payload === undefined) return;
  for (const [key, keepFrom] of places) keepFrom(payload[key], found);
}

function keepAll(ids: JsonValue | undefined, found: string[]): void {
  if (isList(ids)) for (const id of ids) keep(id, found);
}

function keepItems(set: JsonValue | undefined, found: string[]): void {
  for (const item of listAt(objectOf(set), "items")) keep(objectOf(item)?.["instanceId"], found);
}

/** `i-` and 8 or 17 hexadecimal digits. Fields of the same names hold other ids as well. */
function keep(id: JsonValue | undefined, found: string[]): void {
  if (typeof id === "string" && id.startsWith("i-") && id.length >= 10) found.push(id);
}
