import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { flat } from "../flat.ts";
import { listAt, objectOf, textOf } from "../value.ts";

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

function fromPayload(payload: JsonObject | undefined, found: string[]): void {
  if (payload === undefined) return;
  keep(payload["instanceId"], found);
  keep(payload["target"], found);
  keep(payload["resourceId"], found);
  for (const id of listAt(payload, "instanceIds")) keep(id, found);
  for (const item of listAt(objectOf(payload?.["instancesSet"]), "items")) {
    if (isJsonObject(item)) keep(item["instanceId"], found);
  }
}

/** `i-` and 8 or 17 hexadecimal digits. Fields of the same names hold other ids as well. */
function keep(id: JsonValue | undefined, found: string[]): void {
  if (typeof id === "string" && id.startsWith("i-") && id.length >= 10) found.push(id);
}
