import type { JsonObject } from "../../event.ts";
import { textOf } from "../value.ts";
import type { Dialect } from "./dialect.ts";
import type { Insight } from "./insight.ts";

/** What sort of record it is. */
export interface Kind {
  readonly eventType: string | undefined;
  readonly eventVersion: string | undefined;
  readonly category: string | undefined;
  /** What Security Lake writes for the category. */
  readonly feature: string | undefined;
  /** One word for it. */
  readonly word: string;
}

export function kindOf(members: JsonObject, insight: Insight | undefined): Kind {
  const eventType = textOf(members["eventType"]);
  const eventVersion = textOf(members["eventVersion"]);
  const category = categoryOf(members, insight);
  return {
    eventType,
    eventVersion,
    category,
    feature: category ?? (eventVersion === undefined ? undefined : everyCategory),
    word: eventType ?? (members["digestS3Object"] === undefined ? "Unknown" : "Digest"),
  };
}

/** Records from before event version 1.07 say it in other words, or not at all. */
function categoryOf(members: JsonObject, insight: Insight | undefined): string | undefined {
  const category = textOf(members["eventCategory"]);
  if (category !== undefined) return category;
  if (insight !== undefined) return "Insight";
  if (members["digestS3Object"] !== undefined) return "Digest";
  if (members["managementEvent"] === true) return "Management";
  return members["managementEvent"] === false ? "Data" : undefined;
}

const everyCategory = "Management, Data, and Insights";

/** What the metadata says of the log: members of it. */
export function logText(
  { eventType, eventVersion, category, feature }: Kind,
  { version, hasLogOrigin }: Dialect,
): string {
  const members = {
    event_code: eventType,
    log_format: hasLogOrigin ? "JSON" : undefined,
    log_name: "CloudTrail",
    log_provider: "CloudTrail",
    log_version: eventVersion,
    product: {
      feature: feature === undefined ? undefined : { name: feature },
      name: "CloudTrail",
      vendor_name: "AWS",
      version: eventVersion,
    },
    source: hasLogOrigin ? "CloudTrail Events" : undefined,
    type: hasLogOrigin && category !== undefined ? typeOf(category) : undefined,
    version,
  };
  return JSON.stringify(members).slice(1, -1);
}

const types = new Map([
  ["Management", "Management Events"],
  ["Data", "Data Events"],
  ["Insight", "Insights Events"],
  ["NetworkActivity", "Network Activity Events"],
  ["Aggregated", "Aggregated Events"],
  ["Digest", "Digests"],
]);

function typeOf(category: string): string {
  return types.get(category) ?? category;
}
