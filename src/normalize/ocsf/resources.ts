import { isJsonObject } from "../../event.ts";
import type { JsonValue, TrailRecord } from "../../event.ts";
import type { Excerpt } from "../../record/excerpt.ts";
import { quoted } from "../json-text.ts";
import { memo } from "../memo.ts";
import { createTemplates } from "../templates.ts";
import { isList, textOf } from "../value.ts";
import { arnOf } from "./arn.ts";
import type { Resource } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { resourceObservable } from "./observables.ts";
import { resourcesRules } from "./unmapped/carriers.ts";
import type { Remaining } from "./unmapped/unmapped.ts";
import { accountOf } from "./user.ts";
import { listed, optional } from "./written.ts";

/** The resources that a record lists, and what of them the event doesn't carry. */
export interface ListedResources extends WrittenResources {
  readonly remains: string;
}

/** In characters of members. A list takes some five times its text, of about 200: 1 MiB in all. */
const capacity = 200 * 1024;
const longest = 512;

/** What the calls touched: many are about the same key, role or bucket. Undefined where OCSF has nothing of it. */
export function createResourcesOf(
  dialect: Dialect,
  remaining: Remaining,
): (record: TrailRecord) => ListedResources | undefined {
  const remainsOf = remaining(resourcesRules);
  const known = createTemplates(["resources"], listedIn, { capacity, longest });
  return (record) => (record.source("resources") === undefined ? undefined : known(record));

  function listedIn({ fields }: Excerpt): ListedResources | undefined {
    const resources = fields["resources"];
    const list = isList(resources) ? resourcesOf(resources, dialect) : [];
    if (resources === undefined || list.length === 0) return undefined;
    const remains = remainsOf({ resources }, ["resources"], { hasOwnResources: true });
    return { ...writeResources(list), remains };
  }
}

/** Those without a name are left to `unmapped`, for OCSF has no such resources. */
function resourcesOf(list: readonly JsonValue[], dialect: Dialect): readonly Resource[] {
  const resources: Resource[] = [];
  for (const item of list) {
    const resource = resourceOf(item, dialect);
    if (resource !== undefined) resources.push(resource);
  }
  return resources;
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
    optional(',"cloud_partition":', partition && quoted(partition)) +
    optional(',"region":', region && quoted(region)) +
    optional(',"owner":', owner && ownerText(owner.account.uid)) +
    (role === undefined ? "" : targetRole) +
    `${optional(',"type":', type && quoted(type))}}`
  );
}

const targetRole = ',"role":"Target","role_id":1';

const ownerText = memo(1000, (account) => JSON.stringify({ account: accountOf(account) }));
