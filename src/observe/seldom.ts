import type { Clock } from "../runtime/clock.ts";

/**
 * Decides whether a line that could repeat for every message is logged: at most once a minute for each key.
 * Returns how many were held back since the last one, or undefined while it is too early.
 * Keys should come from closed lists; where they hold a name from outside, the bound keeps them from piling up.
 */
export type Seldom = (key: string) => { readonly heldBack: number } | undefined;

const mostKeys = 1000;

export function createSeldom(clock: Clock, everyMs = 60_000): Seldom {
  const lines = new Map<string, { at: number; heldBack: number }>();
  return (key) => {
    const now = clock.monotonic();
    const last = lines.get(key);
    if (last !== undefined && now - last.at < everyMs) {
      last.heldBack += 1;
      return undefined;
    }
    if (lines.size >= mostKeys) lines.clear();
    lines.set(key, { at: now, heldBack: 0 });
    return { heldBack: last?.heldBack ?? 0 };
  };
}
