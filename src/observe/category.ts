import type { TrailRecord } from "../event.ts";

const categories: ReadonlyMap<unknown, string> = new Map([
  ["Management", "management"],
  ["Data", "data"],
  ["Insight", "insight"],
  ["NetworkActivity", "network_activity"],
  ["Aggregated", "aggregated"],
]);

/** How many records have which `eventCategory`, as a label; `other` where it is absent (before eventVersion 1.07) or new. */
export function countByCategory(records: readonly TrailRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) {
    const category = categories.get(record.fields?.["eventCategory"]) ?? "other";
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return counts;
}
