/** How often something was found in a text, and the byte where it was first. */
export interface Finding {
  readonly count: number;
  readonly offset: number;
}

export function findingAt(offset: number, before: Finding | undefined): Finding {
  return before === undefined ? { count: 1, offset } : { ...before, count: before.count + 1 };
}
