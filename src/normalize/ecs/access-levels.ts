import table from "./access-levels.json" with { type: "json" };
import { changing, effectOfName, reading, type Effect } from "./verbs.ts";

/** Where the access level of an action contradicts its name, or says more. */
export type Deviation = "reads" | "writes" | "tags" | "permits";

const deviations = new Map<string, ReadonlyMap<string, Deviation>>(
  Object.entries(table.services).map(([service, lists]) => [service, deviationsIn(lists)]),
);

/** What an action does, and whether it decides who may do what. */
export interface Access {
  /** Absent where neither the Service Authorization Reference nor the name tells. */
  readonly effect: Effect | undefined;
  readonly permits: boolean;
}

/** By the name of the action, corrected where AWS's Service Authorization Reference gives it another access level. */
export function accessOf(service: string, action: string): Access {
  const named = effectOfName(action);
  const deviation = deviations.get(service)?.get(action);
  if (deviation === undefined) return { effect: named, permits: false };
  if (deviation === "reads") return { effect: reading, permits: false };
  if (deviation === "permits") return { effect: named ?? changing, permits: true };
  return { effect: changing, permits: false };
}

function deviationsIn(
  lists: Readonly<Partial<Record<Deviation, readonly string[]>>>,
): ReadonlyMap<string, Deviation> {
  const found = new Map<string, Deviation>();
  for (const action of lists.reads ?? []) found.set(action, "reads");
  for (const action of lists.writes ?? []) found.set(action, "writes");
  for (const action of lists.tags ?? []) found.set(action, "tags");
  for (const action of lists.permits ?? []) found.set(action, "permits");
  return found;
}
