/** Reads what a server has, by the answers of the template, policy and resolve interfaces. */
import { isJsonObject, type JsonObject } from "../../../event.ts";
import { SetupFailure, type Ask, type Reply } from "./ask.ts";
import type { Names } from "./names.ts";
import { oldestElasticsearch } from "./older-versions.ts";
import { readRival, type Rival } from "./overlap.ts";
import type { Existing, Standing } from "./plan.ts";
import { isAtLeast, readServer, type Server } from "./server.ts";
import { valueAt } from "../../../runtime/value-at.ts";
import { objectsIn } from "./value-at.ts";
import { policyPath, type Thing, type ThingKind } from "./wanted.ts";

export async function lookAtServer(ask: Ask): Promise<Server> {
  const reply = await ask("GET", "");
  if (reply.status !== 200) throw refused("GET /", reply);
  const server = readServer(reply.body);
  if (server === undefined)
    throw new SetupFailure(
      `GET / is not answered as Elasticsearch or OpenSearch do (${reply.words}). Check \`urls\`.`,
    );
  if (server.product === "elasticsearch" && !isAtLeast(server.version, oldestElasticsearch))
    throw new SetupFailure("The templates need Elasticsearch 7.17 or newer.");
  return server;
}

/** Some servers have no lifecycle policies: Elastic's Serverless, and those without the plugin. */
export async function hasLifecycle(ask: Ask, names: Names, server: Server): Promise<boolean> {
  if (server.serverless) return false;
  const path = policyPath(names, server);
  const reply = await ask("GET", path);
  if (withoutInterface.has(reply.status)) return false;
  if (reply.status !== 200 && reply.status !== 404) throw refused(`GET ${path}`, reply);
  return true;
}

/** Where nothing listens at a path the servers answer 400, or 410 where it was taken away. */
const withoutInterface: ReadonlySet<number> = new Set([400, 405, 410]);

export async function lookFor(ask: Ask, things: readonly Thing[], names: Names): Promise<Existing> {
  const found = new Map<string, JsonObject>();
  for (const { kind, name, path } of things) {
    if (kind === "index") continue;
    const reply = await askKnown(ask, path);
    const content = contentOf[kind](reply.body, name);
    if (reply.status === 200 && isJsonObject(content)) found.set(path, content);
  }
  const target = await standingOf(ask, names.target);
  return { things: found, target, rivals: await rivals(ask) };
}

/** How each interface wraps what it was given. */
const contentOf: Readonly<
  Record<Exclude<ThingKind, "index">, (body: JsonObject, name: string) => unknown>
> = {
  "lifecycle policy": (body, name) => valueAt(body, name, "policy") ?? body["policy"],
  "component template": (body) => firstOf(body, "component_template"),
  "index template": (body) => firstOf(body, "index_template"),
};

function firstOf(body: JsonObject, kind: "component_template" | "index_template"): unknown {
  return valueAt(objectsIn(body[`${kind}s`])[0], kind);
}

async function standingOf(ask: Ask, target: string): Promise<Standing> {
  const { body } = await askKnown(ask, `_resolve/index/${encodeURIComponent(target)}`);
  if (objectsIn(body["data_streams"]).length > 0) return "data stream";
  if (objectsIn(body["aliases"]).length > 0) return "alias";
  return objectsIn(body["indices"]).length > 0 ? "index" : "nothing";
}

async function rivals(ask: Ask): Promise<readonly Rival[]> {
  const { body } = await askKnown(ask, "_index_template");
  return objectsIn(body["index_templates"]).filter(isJsonObject).map(readRival);
}

/** 404 is an answer: it has none. */
async function askKnown(ask: Ask, path: string): Promise<Reply> {
  const reply = await ask("GET", path);
  if (reply.status !== 200 && reply.status !== 404) throw refused(`GET ${path}`, reply);
  return reply;
}

export function refused(what: string, reply: Reply): SetupFailure {
  const advice = isDenied(reply) ? ` ${rights}` : "";
  return new SetupFailure(`${what} got ${reply.status} (${reply.words}).${advice}`);
}

function isDenied({ status }: Reply): boolean {
  return status === 401 || status === 403;
}

const rights =
  "Check `auth`: setting up needs more than writing, in Elasticsearch the cluster privileges `monitor`, `manage_index_templates` and `manage_ilm`, and `manage` on the target.";
