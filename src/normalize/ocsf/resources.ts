import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { quoted } from "../json-text.ts";
import { memo } from "../memo.ts";
import { isList, textOf } from "../value.ts";
import { arnOf } from "./arn.ts";
import type { Resource } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { resourceObservable } from "./observables.ts";
import { accountOf } from "./user.ts";
import { listed, optional, word } from "./written.ts";

/** What the call touched. Those without a name are left to `unmapped`, for OCSF has no such resources. */
export function resourcesOf(fields: JsonObject, dialect: Dialect): readonly Resource[] | undefined {
  const list = fields["resources"];
  if (!isList(list)) return undefined;
  const resources: Resource[] = [];
  for (const item of list) {
    const resource = resourceOf(item, dialect);
    if (resource !== undefined) resources.push(resource);
  }
  return resources.length === 0 ? undefined : resources;
}

function resourceOf(item: JsonValue, dialect: Dialect): Resource | undefined {
  if (!isJsonObject(item)) return undefined;
  const uid = textOf(item["ARN"]) ?? textOf(item["ARNPrefix"]);
  if (uid === undefined) return undefined;
  return targetResource(
    { uid, type: textOf(item["type"]), owner: textOf(item["accountId"]) },
    dialect,
  );
}

interface Target {
  readonly name?: string | undefined;
  readonly uid?: string | undefined;
  readonly type?: string | undefined;
  readonly owner?: string | undefined;
}

export function targetResource(target: Target, { hasResourceRoles }: Dialect): Resource {
  const { partition, region } = arnOf(target.uid);
  const account = accountOf(target.owner);
  return {
    cloud_partition: partition,
    name: target.name,
    owner: account && { account },
    region,
    role: hasResourceRoles ? "Target" : undefined,
    role_id: hasResourceRoles ? 1 : undefined,
    type: target.type,
    uid: target.uid,
  };
}

export interface WrittenResources {
  readonly text: string;
  readonly observables: string;
}

/** Ids are long and mostly new: each is quoted once for both lists. */
export function writeResources(resources: readonly Resource[]): WrittenResources {
  let items = "";
  let observables = "";
  let last: string | undefined;
  for (const resource of resources) {
    const { uid } = resource;
    const uidText = uid === undefined ? undefined : quoted(uid);
    items = listed(items, uidText ? resourceText(resource, uidText) : JSON.stringify(resource));
    if (uidText !== undefined && uid !== last)
      observables = listed(observables, resourceObservable(uidText));
    last = uid;
  }
  return { text: `[${items}]`, observables };
}

function resourceText(resource: Resource, uid: string): string {
  const { cloud_partition: partition, name, owner, region, role, type } = resource;
  return (
    `{"uid":${uid}` +
    optional(',"name":', name && quoted(name)) +
    optional(',"cloud_partition":', partition && word(partition)) +
    optional(',"region":', region && word(region)) +
    optional(',"owner":', owner && ownerText(owner.account.uid)) +
    (role === undefined ? "" : targetRole) +
    `${optional(',"type":', type && word(type))}}`
  );
}

const targetRole = ',"role":"Target","role_id":1';

const ownerText = memo(1000, (account) => JSON.stringify({ account: accountOf(account) }));
