import type { ObjectReference } from "../../event.ts";
import { textOf } from "../value.ts";
import { flat } from "../flat.ts";
import type { Metadata } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Reading } from "./reading.ts";

/** Where the event comes from, and in what form it is. */
export function metadataOf(
  reading: Reading,
  profiles: readonly string[],
  { version, hasLogOrigin }: Dialect,
): Metadata {
  const { fields, record } = reading;
  const eventVersion = textOf(fields["eventVersion"]);
  const uid = textOf(fields["eventID"]) ?? textOf(fields["eventId"]);
  const category = categoryOf(reading);
  return {
    correlation_uid: textOf(fields["sharedEventID"]),
    event_code: textOf(fields["eventType"]),
    log_format: hasLogOrigin ? "JSON" : undefined,
    log_name: "CloudTrail",
    log_provider: "CloudTrail",
    log_source: hasLogOrigin ? addressOf(record.origin.object) : undefined,
    log_version: eventVersion,
    original_event_uid: hasLogOrigin ? uid : undefined,
    original_time: textOf(fields["eventTime"]),
    product: {
      feature: featureOf(category, eventVersion),
      name: "CloudTrail",
      vendor_name: "AWS",
      version: eventVersion,
    },
    profiles,
    source: hasLogOrigin ? "CloudTrail Events" : undefined,
    type: hasLogOrigin && category !== undefined ? typeOf(category) : undefined,
    uid: uid ?? record.id,
    version,
  };
}

/** Records from before event version 1.07 say it in other words, or not at all. */
function categoryOf({ fields, insight }: Reading): string | undefined {
  const category = textOf(fields["eventCategory"]);
  if (category !== undefined) return category;
  if (insight !== undefined) return "Insight";
  if (fields["digestS3Object"] !== undefined) return "Digest";
  if (fields["managementEvent"] === true) return "Management";
  return fields["managementEvent"] === false ? "Data" : undefined;
}

const everyCategory = { name: "Management, Data, and Insights" };

/** What Security Lake writes where the category is unknown. */
function featureOf(
  category: string | undefined,
  eventVersion: string | undefined,
): { readonly name: string } | undefined {
  if (category !== undefined) return { name: category };
  return eventVersion === undefined ? undefined : everyCategory;
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

const addresses = new WeakMap<ObjectReference, string>();

/** A file read from disk has no bucket. */
function addressOf(object: ObjectReference): string | undefined {
  if (object.bucket === "") return undefined;
  const known = addresses.get(object);
  if (known !== undefined) return known;
  const address = flat(`s3://${object.bucket}/${object.key}`);
  addresses.set(object, address);
  return address;
}
