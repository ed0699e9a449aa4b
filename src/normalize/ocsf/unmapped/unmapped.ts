import type { JsonObject } from "../../../event.ts";
import { memberNames } from "../../../record/names.ts";
import { listed } from "../written.ts";
import { callMembers } from "../action.ts";
import { callerMembers } from "../caller.ts";
import type { Parts } from "../parts.ts";
import { carriers } from "./carriers.ts";
import type { Carriers } from "./carriers.ts";
import { createFlattened } from "./flattened.ts";
import { createNested } from "./nested.ts";

/** `flat`: `{"tlsDetails.tlsVersion": "TLSv1.3"}`, as in Security Lake. `nested`: as in the record. */
export type UnmappedForm = "flat" | "nested";

/**
 * Whatever of some members the rest of an event does not carry, so that nothing of a record is lost: members of an object
 * in JSON. Nulls and empty texts say nothing.
 */
export type RemainsOf<P> = (members: JsonObject, names: readonly string[], parts: P) => string;

/** What remains of members by the rules for them. */
export type Remaining = <P>(rules: Carriers<P>) => RemainsOf<P>;

export function remainingAs(form: UnmappedForm): Remaining {
  return form === "flat" ? createFlattened : createNested;
}

/** The members that templates tell of; others have what remains of them found out for each record. */
const templated = new Map<string, boolean>([
  ...memberNames.map((name) => [name, false] as const),
  ...[...callMembers, ...callerMembers].map((name) => [name, true] as const),
]);

/** What remains of a record, as JSON text. */
export function createUnmapped(remaining: Remaining): (parts: Parts) => string | undefined {
  const remainsOf = remaining(carriers);
  return (parts) => {
    const { caller, outline, ownResources, reading } = parts;
    const { fields, record } = reading;
    const { names } = record;
    const others = otherNames(names, ownResources !== undefined);
    let remains = remainsOf(fields, others ?? names, parts);
    if (others !== undefined) {
      remains = listed(listed(caller.remains, outline.remains), remains);
      remains = listed(remains, ownResources?.remains ?? "");
    }
    return remains === "" ? undefined : `{${remains}}`;
  };
}

/** Undefined where there is a name that nobody knows: it may look like the path of another member, and has to be joined with it. */
function otherNames(names: readonly string[], areResourcesTold: boolean): string[] | undefined {
  const others: string[] = [];
  for (const name of names) {
    const isTemplated = templated.get(name);
    if (isTemplated === undefined) return undefined;
    if (!isTemplated && !(areResourcesTold && name === "resources")) others.push(name);
  }
  return others;
}
