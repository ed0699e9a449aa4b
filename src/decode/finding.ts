/** How often something was found in a text, and the byte where it was first. */
export interface Finding {
  readonly count: number;
  readonly offset: number;
}

export function findingAt(offset: number, before: Finding | undefined): Finding {
  return before === undefined ? { count: 1, offset } : { ...before, count: before.count + 1 };
}

export interface Findings {
  /** What broke the structure. */
  readonly damage: Finding | undefined;
  /** Elements that were left out for their size. */
  readonly tooLarge: Finding | undefined;
  readonly tooDeep: Finding | undefined;
}
