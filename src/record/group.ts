import { indexOfName, memberNames } from "./names.ts";

/** Some members of a record that are read together. */
export interface MemberGroup {
  readonly names: readonly string[];
  /** 1 at the places that they have among `memberNames`. */
  readonly mask: Uint8Array;
}

export function memberGroup(names: readonly string[]): MemberGroup {
  const mask = new Uint8Array(memberNames.length);
  for (const name of names) {
    const index = indexOfName(name);
    if (index >= 0) mask[index] = 1;
  }
  return { names, mask };
}
