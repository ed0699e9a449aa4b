import type { JsonValue, Normalize } from "../../../src/event.ts";
import { isJsonObject } from "../../../src/event.ts";
import { createNormalize } from "../../../src/normalize/format.ts";
import type { OcsfVersion } from "../../../src/normalize/ocsf/dialect.ts";
import { parseCef } from "../cef-message.ts";
import { parseLeef } from "../leef-message.ts";
import { ManualClock } from "../manual-clock.ts";
import { trailRecord } from "../trail-record.ts";
import { valuesOf } from "./leaves.ts";
import type { Result, ResultOf } from "./measure.ts";

/** What a record doesn't have itself, as fields that can be changed as well. */
const bucketName = "(bucket of the object)";
const keyName = "(key of the object)";

/** For all records that tell nothing else. */
export const readFrom = {
  [bucketName]: "amzn-s3-demo-bucket",
  [keyName]: "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/22/EXAMPLE.json.gz",
};

/** ECS with all that is optional, but for the record itself. */
export const ecsResult: ResultOf = resultOf(
  createNormalize("ecs", {
    eventOriginal: false,
    entities: true,
    placeOf: placeAt,
    clock: new ManualClock(),
  }),
  (text) => jsonFields(text, ecsWholes),
);

export function ocsfResult(version: OcsfVersion): ResultOf {
  const normalize = createNormalize("ocsf", { version, clock: new ManualClock() });
  return resultOf(normalize, (text) => jsonFields(text, ocsfWholes));
}

/** Else a longer value would push others out of the message. */
const unlimited = { maxBytes: 1_000_000 };

export const cefResult: ResultOf = resultOf(createNormalize("cef", unlimited), (text) => {
  const { header, extension } = parseCef(text);
  return namedFields(cefHeader, header, withLabels(extension));
});

export const leefResult: ResultOf = resultOf(createNormalize("leef", unlimited), (text) => {
  const { header, attributes } = parseLeef(text);
  return namedFields(leefHeader, header, attributes);
});

const cefHeader = [
  "Device Vendor",
  "Device Product",
  "Device Version",
  "Device Event Class ID",
  "Name",
  "Severity",
];

const leefHeader = ["LEEF Version", "Vendor", "Product", "Product Version", "Event ID"];

/** Trees whose keys are the record's own. */
const ecsWholes = new Set([
  "aws.cloudtrail.flattened.additional_eventdata",
  "aws.cloudtrail.flattened.digest.log_files",
  "aws.cloudtrail.flattened.insight_details",
  "aws.cloudtrail.flattened.request_parameters",
  "aws.cloudtrail.flattened.response_elements",
  "aws.cloudtrail.flattened.service_event_details",
  "aws.cloudtrail.user_identity.session_context.web_id_federation_data.attributes",
  "source.geo.location",
]);

const ocsfWholes = new Set(["unmapped"]);

type Fields = Result["fields"];

function resultOf(normalize: Normalize, fieldsIn: (text: string) => Fields): ResultOf {
  return (input) => {
    const { [bucketName]: bucket, [keyName]: key, ...record } = { ...readFrom, ...input };
    const object = { bucket: textOf(bucket), key: textOf(key) };
    const fields = fieldsIn(String(normalize(trailRecord(record, object))));
    return { fields, kind: textOf(fields.get("class_uid")?.[0]) };
  };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function jsonFields(text: string, wholes: ReadonlySet<string>): Fields {
  const tree: unknown = JSON.parse(text);
  if (!isJsonObject(tree)) throw new Error(`No JSON object: ${text}`);
  return valuesOf(tree, wholes);
}

function namedFields(
  names: readonly string[],
  header: readonly string[],
  pairs: Iterable<readonly [string, string]>,
): Fields {
  const named = names.map((name, at) => [name, header[at] ?? ""] as const);
  return new Map([...named, ...pairs].map(([name, text]) => [name, [text]]));
}

/** `cs1` means something only with its label: `cs1 awsRegion`. */
function* withLabels(extension: ReadonlyMap<string, string>): Iterable<readonly [string, string]> {
  for (const [key, text] of extension) {
    const label = extension.get(`${key}Label`);
    const isLabel = extension.has(key.replace(/Label$/, "")) && key.endsWith("Label");
    if (!isLabel) yield [label === undefined ? key : `${key} ${label}`, text];
  }
}

/** A place that tells addresses apart. */
function placeAt(ip: string) {
  const digits = Number(ip.replaceAll(/\D/g, "").slice(-6));
  return {
    geo: {
      continent_name: `Continent of ${ip}`,
      country_iso_code: `Code of ${ip}`,
      country_name: `Country of ${ip}`,
      region_iso_code: `Code of the region of ${ip}`,
      region_name: `Region of ${ip}`,
      city_name: `City of ${ip}`,
      location: { lat: digits, lon: digits },
    },
    as: { number: digits, organization: { name: `Organization of ${ip}` } },
  };
}
