import { isEventType, type EventType } from "./event-type.ts";
import table from "./verbs.json" with { type: "json" };

/** Types of an action, the most telling first; the last is `info` or `change`, which nearly every category has. */
export type Effect = readonly EventType[];

export const reading: Effect = ["info"];
export const using: Effect = ["access", "info"];
export const changing: Effect = ["change"];

const effectOfVerb = new Map<string, Effect>();
const effectOfEnding = new Map<string, Effect>();
for (const { types, verbs, endings } of table) {
  const effect = types.filter(isEventType);
  for (const verb of verbs) effectOfVerb.set(verb, effect);
  for (const ending of endings) effectOfEnding.set(ending, effect);
}

/** The words `Batch` and the like are about how, not about what: `BatchGetItem` reads. */
const manners = new Set(["Admin", "Batch", "Bulk", "Global"]);

/**
 * What the name of an action says that it does: its first word in `verbs.json`, or, as events that services report
 * themselves are named, its last. Absent where neither is known there.
 */
export function effectOfName(action: string): Effect | undefined {
  const words = action.match(/[A-Z]?[a-z]+/g) ?? [];
  const [first = "", second = ""] = words;
  const verb = manners.has(first) ? second : first;
  return effectOfVerb.get(verb) ?? effectOfEnding.get(words.at(-1) ?? "");
}

/** Whether an action with this effect leaves everything as it was. */
export function isReading(effect: Effect): boolean {
  return effect.at(-1) === "info";
}
