import { isJsonObject, type JsonObject } from "../../../event.ts";
import { templateFor, type Payloads, type TemplateFormat } from "../template.ts";
import ilm from "../templates/ilm.json" with { type: "json" };
import ism from "../templates/ism.json" with { type: "json" };
import type { Names } from "./names.ts";
import { inVersion } from "./older-versions.ts";
import type { Claim } from "./overlap.ts";
import type { Server } from "./server.ts";

/** One thing that `setup` puts into a server, in the order of this list: each may name those before it. */
export interface Thing {
  readonly kind: ThingKind;
  readonly name: string;
  /** For `PUT`, and for `GET` of what is there. */
  readonly path: string;
  readonly body: JsonObject;
}

export type ThingKind = "lifecycle policy" | "component template" | "index template" | "index";

export interface Wish {
  readonly format: TemplateFormat;
  readonly payloads: Payloads;
  readonly names: Names;
  readonly server: Server;
  /** Whether the server can take a lifecycle policy. */
  readonly lifecycle: boolean;
  /** Of this program. */
  readonly version: string;
}

export const ownMark = "trailferry";

export interface Wanted {
  readonly things: readonly Thing[];
  readonly claim: Claim;
}

export function wantedFor(wish: Wish): Wanted {
  const { format, payloads, names, server } = wish;
  const { template, ...rest } = templateFor(format, server.product, payloads);
  const { settings = {}, mappings = {} } = isJsonObject(template) ? template : {};
  const variant = payloads === "object" ? `${format}-object` : format;
  const inSettings = component(`trailferry-${format}-settings`, { settings }, wish);
  const known = isJsonObject(mappings) ? inVersion(mappings, server) : {};
  const inMappings = component(`trailferry-${variant}-mappings`, { mappings: known }, wish);
  const index: Thing = {
    kind: "index template",
    name: names.own,
    path: `_index_template/${encodeURIComponent(names.own)}`,
    body: {
      ...rest,
      index_patterns: [names.pattern],
      composed_of: [inSettings.name, inMappings.name],
      template: ownTemplate(wish),
      _meta: { ...(isJsonObject(rest["_meta"]) && rest["_meta"]), ...markOf(wish) },
    },
  };
  const policies = wish.lifecycle ? [policy(wish)] : [];
  return {
    things: [...policies, inSettings, inMappings, index, ...firstIndex(names)],
    claim: { names, priority: Number(rest["priority"]), mappings: inMappings.name },
  };
}

export function policyPath({ own }: Names, { product }: Server): string {
  const folder = product === "opensearch" ? "_plugins/_ism/policies" : "_ilm/policy";
  return `${folder}/${encodeURIComponent(own)}`;
}

function policy(wish: Wish): Thing {
  const { names, server } = wish;
  const content: JsonObject =
    server.product === "opensearch"
      ? { ...ism, ism_template: [{ index_patterns: [names.pattern], priority: 300 }] }
      : { ...ilm, _meta: markOf(wish) };
  return {
    kind: "lifecycle policy",
    name: names.own,
    path: policyPath(names, server),
    body: { policy: content },
  };
}

function component(name: string, template: JsonObject, wish: Wish): Thing {
  return {
    kind: "component template",
    name,
    path: `_component_template/${name}`,
    body: { template, _meta: markOf(wish) },
  };
}

/** What differs from name to name, and so can't be in a component. */
function ownTemplate(wish: Wish): JsonObject {
  if (wish.server.serverless) return wish.names.firstIndex === undefined ? keptForAYear : {};
  return wish.lifecycle ? { settings: { index: lifecycleSettings(wish) } } : {};
}

/** As the lifecycle policies have it. */
const keptForAYear: JsonObject = { lifecycle: { data_retention: "365d" } };

/** OpenSearch's policy itself says which indexes it is for. */
function lifecycleSettings({ names, server }: Wish): JsonObject {
  const alias = names.firstIndex === undefined ? {} : { rollover_alias: names.target };
  return server.product === "elasticsearch"
    ? { lifecycle: { name: names.own, ...alias } }
    : { plugins: { index_state_management: alias } };
}

function firstIndex({ target, firstIndex: name }: Names): readonly Thing[] {
  if (name === undefined) return [];
  const body = { aliases: { [target]: { is_write_index: true } } };
  return [{ kind: "index", name, path: encodeURIComponent(name), body }];
}

function markOf({ version }: Wish): JsonObject {
  return { managed_by: ownMark, version };
}
