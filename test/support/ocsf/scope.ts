import type { Report } from "./finding.ts";
import type { Attribute, OcsfSchema } from "./schema.ts";

/** What stays the same for a whole event. */
export interface Scope {
  readonly schema: OcsfSchema;
  /** The ones that `metadata.profiles` declares. */
  readonly profiles: ReadonlySet<string>;
  readonly report: Report;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null says no more than an absent key, except to a constraint. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** An attribute that a profile brings in exists only where the event declares one such profile. */
export function isInForce({ profiles }: Attribute, scope: Scope): boolean {
  return isAbsent(profiles) || profiles.some((profile) => scope.profiles.has(profile));
}
