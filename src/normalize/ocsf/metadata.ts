import type { ObjectReference } from "../../event.ts";
import { flat } from "../flat.ts";
import { quoted } from "../json-text.ts";
import { textOf } from "../value.ts";
import type { Metadata } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Reading } from "./reading.ts";
import { optional } from "./written.ts";

/** Tells where events come from, and in what form they are. `profiles` is JSON text. */
export function createMetadataOf(
  dialect: Dialect,
): (reading: Reading, profiles: string) => Metadata {
  const kindOf = createKindOf(dialect);
  const addressText = createAddressText();
  return (reading, profiles) => {
    const { fields, record } = reading;
    const kind = kindOf(reading);
    const own = textOf(fields["eventID"]) ?? textOf(fields["eventId"]);
    const uid = own ?? record.id;
    const uidText = quoted(uid);
    const correlation = textOf(fields["sharedEventID"]);
    const time = textOf(fields["eventTime"]);
    const address = dialect.hasLogOrigin ? addressText(record.origin.object) : undefined;
    return {
      correlation_uid: correlation,
      event_code: kind.eventType,
      feature: kind.feature,
      log_version: kind.eventVersion,
      original_time: time,
      uid,
      text:
        `{${kind.text},"profiles":${profiles},"uid":${uidText}` +
        optional(',"original_event_uid":', dialect.hasLogOrigin && own ? uidText : undefined) +
        optional(',"original_time":', time && quoted(time)) +
        optional(',"correlation_uid":', correlation && quoted(correlation)) +
        `${optional(',"log_source":', address)}}`,
    };
  };
}

/** What most records of a trail have in common. */
interface Kind {
  readonly eventType: string | undefined;
  readonly eventVersion: string | undefined;
  readonly category: string | undefined;
  /** What Security Lake writes for the category. */
  readonly feature: string | undefined;
  /** Members of the metadata. */
  readonly text: string;
}

/** There are few: comparing finds them faster than hashing. */
const mostKinds = 16;

function createKindOf(dialect: Dialect): (reading: Reading) => Kind {
  let known: Kind[] = [];
  return (reading) => {
    const eventType = textOf(reading.fields["eventType"]);
    const eventVersion = textOf(reading.fields["eventVersion"]);
    const category = categoryOf(reading);
    for (const kind of known) {
      if (kind.eventType !== eventType || kind.eventVersion !== eventVersion) continue;
      if (kind.category === category) return kind;
    }
    if (known.length >= mostKinds) known = [];
    const feature = category ?? (eventVersion === undefined ? undefined : everyCategory);
    const base = { eventType, eventVersion, category, feature };
    const kind = { ...base, text: kindText(base, dialect) };
    known.push(kind);
    return kind;
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

const everyCategory = "Management, Data, and Insights";

function kindText(
  { eventType, eventVersion, category, feature }: Omit<Kind, "text">,
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
  return flat(JSON.stringify(members).slice(1, -1));
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

/** A file read from disk has no bucket. The records of one object come one after the other. */
function createAddressText(): (object: ObjectReference) => string | undefined {
  let last: ObjectReference | undefined;
  let text: string | undefined;
  return (object) => {
    if (object === last) return text;
    last = object;
    text = object.bucket === "" ? undefined : quoted(`s3://${object.bucket}/${object.key}`);
    return text;
  };
}
