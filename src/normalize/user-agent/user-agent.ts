import { flat } from "../flat.ts";
import type { Match } from "./first-match.ts";

/** The fields of ECS below `user_agent`, but for `original`. Frozen: all documents that have the agent share it. */
export interface UserAgent {
  /** `Other`, where nobody knows it. */
  readonly name: string;
  readonly version: string | undefined;
  readonly device: { readonly name: string };
  readonly os: OperatingSystem | undefined;
}

export interface OperatingSystem {
  readonly name: string;
  readonly version: string | undefined;
  /** Name and version; absent without a version. */
  readonly full: string | undefined;
}

export const other = "Other";

export function operatingSystem(match: Match | undefined): OperatingSystem | undefined {
  if (match === undefined) return undefined;
  const { name, version } = match;
  const full = version === undefined ? undefined : flat(`${name} ${version}`);
  return Object.freeze({ name, version, full });
}
