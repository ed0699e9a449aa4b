import type { JsonObject } from "../../event.ts";
import { judgeOf, type Judge, type Rule } from "./rule.ts";

export interface FilterConfig {
  readonly exclude: readonly NamedRule[];
  /** Absent: everything that no rule excludes. */
  readonly include?: readonly Rule[];
}

/** The name is a label of a metric. */
export interface NamedRule extends Rule {
  readonly name: string;
}

/** The reason of what no rule of `include` lets in. */
export const notIncluded = "not_included";

/** The name of the rule that leaves the record out, `notIncluded`, or undefined where it is delivered. */
export type Filter = (fields: JsonObject | null) => string | undefined;

/**
 * Leaves out only what is known to be unwanted: where a record lacks a field that decides, or has something odd in its
 * place, no rule of `exclude` holds, and a rule of `include` lets it pass. What is no JSON always passes.
 */
export function createFilter({ exclude, include }: FilterConfig): Filter {
  const exclusions = exclude.map((rule) => ({ name: rule.name, judge: judgeOf(rule) }));
  const inclusions = include?.map(judgeOf);
  return (fields) => {
    if (fields === null) return undefined;
    for (const { name, judge } of exclusions) if (judge(fields) === true) return name;
    return inclusions === undefined || mayPass(fields, inclusions) ? undefined : notIncluded;
  };
}

function mayPass(fields: JsonObject, inclusions: readonly Judge[]): boolean {
  for (const judge of inclusions) if (judge(fields) !== false) return true;
  return false;
}
