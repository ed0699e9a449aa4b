import { isJsonObject, type JsonObject, type JsonValue } from "../../../event.ts";
import { clashWith, type Claim, type Rival } from "./overlap.ts";
import { valueAt } from "../../../runtime/value-at.ts";
import { ownMark, type Thing, type Wanted } from "./wanted.ts";

/** What a server has of what is wanted. */
export interface Existing {
  /** By the path of the thing, as the server gives it; absent where it has none. */
  readonly things: ReadonlyMap<string, JsonObject>;
  /** What the name that the daemon writes to is now. */
  readonly target: Standing;
  readonly rivals: readonly Rival[];
}

export type Standing = "nothing" | "data stream" | "alias" | "index";

export interface Plan {
  readonly steps: readonly Step[];
  /** Where there is any, nothing may be changed. */
  readonly obstacles: readonly string[];
}

export interface Step {
  readonly thing: Thing;
  readonly action: Action;
}

/** `keep`: it is as wanted, or newer. `leave`: it is not ours, whatever it holds. */
export type Action = "create" | "update" | "keep" | "leave";

/**
 * Pure: what makes a server that has the one have the other. To take over is to go above index templates of others for
 * the same names, which then have no effect on new indexes.
 */
export function planOf(
  existing: Existing,
  wanted: Wanted,
  { takeOver }: { readonly takeOver: boolean },
): Plan {
  const steps = wanted.things.map((thing) => ({ thing, action: actionFor(thing, existing) }));
  return {
    steps,
    obstacles: [
      ...steps.flatMap(foreignName),
      ...wrongTarget(existing.target, wanted.claim),
      ...existing.rivals.flatMap((rival) => clash(rival, wanted.claim, takeOver)),
    ],
  };
}

function actionFor(thing: Thing, { things, target }: Existing): Action {
  if (thing.kind === "index") return target === "nothing" ? "create" : "keep";
  const found = things.get(thing.path);
  if (found === undefined) return "create";
  if (thing.kind === "lifecycle policy") return isOwnPolicy(found, thing) ? "keep" : "leave";
  if (valueAt(found, "_meta", "managed_by") !== ownMark) return "leave";
  return isNewer(found, thing.body) || includes(found, thing.body) ? "keep" : "update";
}

/** How long an audit trail is kept is the operator's to decide: a policy that is there is never changed. */
function isOwnPolicy(found: JsonObject, { body }: Thing): boolean {
  const description = valueAt(body, "policy", "description");
  if (description !== undefined) return found["description"] === description;
  return valueAt(found, "_meta", "managed_by") === ownMark;
}

/** While a fleet is upgraded, its older members must not undo what the newer ones did. */
function isNewer(found: JsonObject, wanted: JsonObject): boolean {
  const [theirs, ours] = [found, wanted].map((body) => valueAt(body, "_meta", "version"));
  if (typeof theirs !== "string" || typeof ours !== "string") return false;
  return theirs.localeCompare(ours, "en", { numeric: true }) > 0;
}

/** Servers give more than they were given, and turn the values of settings into texts. */
function includes(found: JsonValue | undefined, wanted: JsonValue): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((member: JsonValue, at) => includes(found[at], member))
    );
  }
  if (!isJsonObject(wanted)) return asText(found) === asText(wanted);
  const entries = Object.entries(wanted);
  // An empty object may be left out.
  if (entries.length === 0) return found === undefined || isJsonObject(found);
  return isJsonObject(found) && entries.every(([key, value]) => includes(found[key], value));
}

function asText(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A policy is only named, so one of somebody else serves as well; a template would decide what events become. */
function foreignName({ thing: { kind, name }, action }: Step): readonly string[] {
  if (action !== "leave" || kind === "lifecycle policy") return [];
  return [
    `There is a ${kind} ${name} that trailferry did not write (no _meta.managed_by). Rename or remove it.`,
  ];
}

function wrongTarget(standing: Standing, { names }: Claim): readonly string[] {
  const meant = names.firstIndex === undefined ? "data stream" : "alias";
  if (standing === "nothing" || standing === meant) return [];
  return [
    `${names.target} exists as ${articled[standing]}, and should be ${articled[meant]}. Remove it, or write to another name.`,
  ];
}

const articled = { "data stream": "a data stream", alias: "an alias", index: "an index" } as const;

function clash(rival: Rival, claim: Claim, takeOver: boolean): readonly string[] {
  const kind = clashWith(rival, claim);
  const { name, priority, managedBy } = rival;
  const owner = managedBy === undefined ? "" : `, managed by ${managedBy},`;
  const who = `The index template ${name}${owner} with priority ${priority}`;
  if (kind === "above")
    return [
      `${who} would be taken for ${claim.names.target} instead of ours. Lower its priority below ${claim.priority}, or compose it of ${claim.mappings}.`,
    ];
  if (kind === "below" && !takeOver)
    return [
      `${who} is for the same names: whatever else writes to ${rival.patterns.join(", ")} would lose its mappings and pipelines to ours. Write to another name, or allow to take the names over.`,
    ];
  return [];
}
