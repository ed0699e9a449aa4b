import type { JsonObject } from "../../../event.ts";
import { objectOf, textOf } from "../../value.ts";
import { collect, outlineOf } from "./outline.ts";
import type { Outline } from "./outline.ts";
import table from "./related.json" with { type: "json" };

/** Every id that `related.json` has for all calls, or for those of the service; an id may repeat. */
export function relatedOf(record: JsonObject): readonly string[] {
  const source = record["eventSource"];
  const outline = typeof source === "string" ? ofService.get(source) : undefined;
  const found: string[] = [];
  collect(record, outline ?? ofAnyService, found);
  const directory = directoryOf(record);
  if (directory !== undefined) found.push(directory);
  return found;
}

/** The directory of a person who calls under their own name; one in a role's session is told by the role. */
function directoryOf(record: JsonObject): string | undefined {
  const identity = objectOf(record["userIdentity"]);
  if (identity?.["type"] !== "IdentityCenterUser") return undefined;
  return textOf(objectOf(identity?.["onBehalfOf"])?.["identityStoreArn"]);
}

const ofAnyService = outlineOf(table.any);

const ofService: ReadonlyMap<string, Outline> = new Map(
  Object.entries(table.services).map(([source, paths]) => [
    source,
    outlineOf([...table.any, ...paths]),
  ]),
);
