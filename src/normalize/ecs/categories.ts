import type { JsonObject } from "../../event.ts";
import table from "./categories.json" with { type: "json" };

/** Where the names of actions are looked up. `elastic`: the 91 that Elastic's pipeline knows, whatever service they are of. */
export type Categories = "elastic";

/** Values of `event.category`, absent where nothing is known of the action, and of `event.type`. */
export interface Categorization {
  readonly category?: readonly string[];
  readonly types: readonly string[];
}

/** The rows of `categories.json`, by action. The lists are shared by all documents. */
const elastic = new Map<string, Categorization>(
  table.flatMap(({ category, types, actions }) => {
    const categorization = { category: [category], types };
    return actions.map((action) => [action, categorization] as const);
  }),
);

const tables: Record<Categories, ReadonlyMap<string, Categorization>> = { elastic };

const unknownAction: Categorization = { types: ["info"] };

export function createCategorize(
  categories: Categories = "elastic",
): (record: JsonObject) => Categorization {
  const known = tables[categories];
  return ({ eventName }) =>
    (typeof eventName === "string" ? known.get(eventName) : undefined) ?? unknownAction;
}
