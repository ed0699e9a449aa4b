import type { JsonObject } from "../../../event.ts";
import { valueAt } from "../../../runtime/value-at.ts";
import { textAt, textsIn } from "./value-at.ts";
import type { Names } from "./names.ts";

/** An index template that the server has. */
export interface Rival {
  readonly name: string;
  readonly patterns: readonly string[];
  readonly priority: number;
  readonly composedOf: readonly string[];
  /** Who made it, as far as it tells. */
  readonly managedBy?: string;
}

export function readRival(entry: JsonObject): Rival {
  const managedBy = textAt(entry, "index_template", "_meta", "managed_by");
  return {
    name: textAt(entry, "name"),
    patterns: textsIn(valueAt(entry, "index_template", "index_patterns")),
    priority: Number(valueAt(entry, "index_template", "priority") ?? 0),
    composedOf: textsIn(valueAt(entry, "index_template", "composed_of")),
    ...(managedBy !== "" && { managedBy }),
  };
}

/** What we would put beside the rivals. */
export interface Claim {
  readonly names: Names;
  readonly priority: number;
  /** Our component with the mappings. */
  readonly mappings: string;
}

/**
 * Of all index templates that match a name, a server takes the one with the highest priority, and of that one alone.
 * So one above ours leaves ours without effect, unless it is built of our mappings. And where ours matches whatever
 * another one is for, its indexes would lose their mappings and pipelines to ours; those for a wider range, as
 * Elasticsearch's own for `logs-*-*`, only make room.
 */
export function clashWith(
  rival: Rival,
  { names, priority, mappings }: Claim,
): "above" | "below" | undefined {
  if (rival.name === names.own || rival.composedOf.includes(mappings)) return undefined;
  const created = names.firstIndex ?? names.target;
  if (rival.priority > priority)
    return rival.patterns.some((pattern) => covers(pattern, created)) ? "above" : undefined;
  if (rival.priority === priority && rival.patterns.some((pattern) => covers(pattern, created)))
    return "above";
  return rival.patterns.some((pattern) => covers(names.pattern, pattern)) ? "below" : undefined;
}

/** Whether all that the second one matches is matched by the first one too. `*` is the only wildcard. */
function covers(pattern: string, other: string): boolean {
  const parts = pattern.split("*").map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join(".*")}$`).test(other);
}
