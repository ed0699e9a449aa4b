import type { LetterPlace } from "./letter-place.ts";

/** Counts the letters by destination and reason, and removes none. Shows nothing of the records. */
export async function survey(
  place: LetterPlace,
  stopping: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const page of place.pages(stopping)) {
    for (const { letter } of page.found) {
      const kind = letter === undefined ? "unreadable" : `${letter.destination} ${letter.reason}`;
      const key = counts.has(kind) || counts.size < mostKinds ? kind : "others";
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    page.settle(new Set());
  }
  return counts;
}

/** Letters may name any destination and reason; the bound keeps them from piling up. */
const mostKinds = 1000;
