import type { Rig } from "../rig.ts";

/** One question that the benchmark answers. */
export interface Part {
  readonly name: string;
  readonly title: string;
  run(rig: Rig): Promise<Findings>;
}

export interface Findings {
  readonly text: string;
  /** Ratios, counts for each object and sizes of memory: what means the same on another machine. Less is better. */
  readonly figures: Readonly<Record<string, number>>;
  readonly details: unknown;
}
