import type { Deviation } from "../../../src/normalize/ecs/access-levels.ts";
import { effectOfName, isReading, type Effect } from "../../../src/normalize/ecs/verbs.ts";
import { referenceActions, referenceSource, type ReferenceAction } from "./reference.ts";

export interface AccessLevels {
  readonly source: string;
  readonly services: Readonly<Record<string, Lists>>;
}

type Lists = Partial<Record<Deviation, string[]>>;

export const accessLevelsFile = new URL(
  "../../../src/normalize/ecs/access-levels.json",
  import.meta.url,
);

/** Of the Service Authorization Reference only what the names of the actions don't say themselves. */
export async function accessLevels(): Promise<AccessLevels> {
  const services: Record<string, Lists> = {};
  for (const action of await referenceActions()) {
    const deviation = deviationOf(action);
    if (deviation === undefined) continue;
    const lists = (services[action.service] ??= {});
    (lists[deviation] ??= []).push(action.name);
  }
  return { source: await referenceSource(), services };
}

/** What the level says of the action, unless its name says so already. */
function deviationOf({ name, levels }: ReferenceAction): Deviation | undefined {
  if (canOnlyRead(name)) return undefined;
  const said = saidBy(levels, name);
  return agrees(effectOfName(name), said) ? undefined : said;
}

/** The levels of some actions are wrong there; such a name is believed before them. */
export function canOnlyRead(name: string): boolean {
  return /^(?:Describe|Head|List)/.test(name);
}

/** What an action is about that is filed under permissions management rightly. */
const rights = /Access|Acl|Attribute|Authorize|Grant|Ingress|Ownership|Permission|Polic|Role|Shar/;

function saidBy(levels: readonly string[], name: string): Deviation {
  if (levels.includes("Permissions management") && rights.test(name)) return "permits";
  if (levels.includes("Tagging")) return "tags";
  return levels.includes("Write") ? "writes" : "reads";
}

function agrees(effect: Effect | undefined, said: Deviation): boolean {
  if (effect === undefined) return false;
  if (said === "tags") return effect[0] === "change";
  if (said === "writes") return !isReading(effect) || effect[0] === "access";
  return isReading(effect);
}
