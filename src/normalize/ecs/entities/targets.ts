import type { JsonObject } from "../../../event.ts";
import { textOf } from "../../value.ts";
import { collect, outlineOf } from "./outline.ts";
import type { Outline } from "./outline.ts";
import table from "./targets.json" with { type: "json" };

/** The ids of what a call acted on, where `targets.json` has its service and name; an id may repeat. */
export function targetsOf(record: JsonObject): readonly string[] {
  const rule = ruleFor(record["eventSource"], record["eventName"]);
  if (rule === undefined) return [];
  const found: string[] = [];
  collect(record, rule.ids, found);
  if (found.length === 0) collect(record, rule.otherwise, found);
  return found.includes("*") ? named(found, record) : found;
}

/** Instances are asked for by `*` where all of the account are meant, so the account is the target. */
function named(found: readonly string[], record: JsonObject): readonly string[] {
  const account = textOf(record["recipientAccountId"]);
  return found.map((id) => (id === "*" ? account : id)).filter((id) => id !== undefined);
}

interface Rule {
  readonly ids: Outline;
  /** Read where the others lead to nothing. */
  readonly otherwise: Outline;
}

/** The rules of one service. Names in asterisks stand for each action that contains them: Lambda's end in a date. */
interface Service {
  readonly exact: Map<string, Rule>;
  readonly containing: (readonly [part: string, rule: Rule])[];
}

function ruleFor(source: unknown, action: unknown): Rule | undefined {
  if (typeof source !== "string" || typeof action !== "string") return undefined;
  const service = services.get(source);
  if (service === undefined) return undefined;
  return (
    service.exact.get(action) ?? service.containing.find(([part]) => action.includes(part))?.[1]
  );
}

const services = readTable();

function readTable(): ReadonlyMap<string, Service> {
  const bySource = new Map<string, Service>();
  for (const { source, actions, ids, otherwise } of table) {
    const rule: Rule = { ids: outlineOf(ids), otherwise: outlineOf(otherwise ?? []) };
    const service: Service = bySource.get(source) ?? { exact: new Map(), containing: [] };
    bySource.set(source, service);
    for (const action of actions) {
      if (action.startsWith("*")) service.containing.push([action.slice(1, -1), rule]);
      else service.exact.set(action, rule);
    }
  }
  return bySource;
}
