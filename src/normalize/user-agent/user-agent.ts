import type { Match } from "./first-match.ts";

/** The fields of ECS below `user_agent`, but for `original`. */
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
  return { name, version, full: version === undefined ? undefined : `${name} ${version}` };
}
