import type { TrailRecord } from "../event.ts";

const categories: ReadonlyMap<unknown, string> = new Map([
  ["Management", "management"],
  ["Data", "data"],
  ["Insight", "insight"],
  ["NetworkActivity", "network_activity"],
  ["Aggregated", "aggregated"],
]);

/** A record's `eventCategory`, as a label; `other` where it is absent (before eventVersion 1.07) or new. */
export function categoryOf(record: TrailRecord): string {
  return categories.get(record.fields?.["eventCategory"]) ?? "other";
}
