/** The attributes of OCSF: in which classes and versions, and what of. */
import type { JsonObject } from "../../../src/event.ts";
import { ocsfVersions } from "../ocsf/schema.ts";
import type { FieldTable, Notes } from "./field-tables.ts";
import { ocsfResult } from "./formats.ts";
import { code, tableOf } from "./markdown.ts";
import { measure, survey, typesOf } from "./measure.ts";
import type { Measured, Measurement } from "./measure.ts";
import { originOf } from "./sources.ts";

type Version = (typeof ocsfVersions)[number];

/** The version that is told first, for it is the default. */
const usual: Version = "1.8.0";

export function ocsfTable(inputs: readonly JsonObject[], notes: Notes): FieldTable {
  const surveys = surveysOf(inputs);
  const measured = [...attributesOf(inputs, surveys)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const rows = measured.map(([path, { attribute, version }]) => [
    code(path),
    typesOf(attribute.values).join(" or "),
    classesOf(attribute, surveys.get(version)?.get("class_uid")),
    spanOf(ocsfVersions.filter((one) => surveys.get(one)?.has(path))),
    originOf(attribute),
    notes[path] ?? "",
  ]);
  return {
    lines: tableOf(["attribute", "type", "classes", "versions", "from", "note"], rows),
    fields: measured.map(([path]) => path),
  };
}

type Surveys = ReadonlyMap<Version, Measurement>;

function surveysOf(inputs: readonly JsonObject[]): Surveys {
  return new Map(ocsfVersions.map((version) => [version, survey(inputs, ocsfResult(version))]));
}

interface Attribute {
  readonly attribute: Measured;
  /** The one that was looked at. */
  readonly version: Version;
}

/** All that the usual version has, and what only others have. */
function attributesOf(
  inputs: readonly JsonObject[],
  surveys: Surveys,
): ReadonlyMap<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const version of [usual, ...ocsfVersions.toReversed()]) {
    const others = [...(surveys.get(version)?.keys() ?? [])].filter(
      (path) => !attributes.has(path),
    );
    const telling = version === usual ? inputs : tellingOf(inputs, others, version);
    const measurement = measure(telling, ocsfResult(version));
    for (const path of others) {
      const attribute = measurement.get(path);
      const kinds = surveys.get(version)?.get(path)?.kinds;
      if (attribute !== undefined && kinds !== undefined)
        attributes.set(path, { attribute: { ...attribute, kinds }, version });
    }
  }
  return attributes;
}

/** A few of the records for each attribute. */
function tellingOf(
  inputs: readonly JsonObject[],
  paths: readonly string[],
  version: Version,
): readonly JsonObject[] {
  const resultOf = ocsfResult(version);
  const wanted = new Map(paths.map((path) => [path, enough]));
  return inputs.filter((input) => {
    const found = [...resultOf(input).fields.keys()].filter((path) => wanted.has(path));
    const isTelling = found.some((path) => (wanted.get(path) ?? 0) > 0);
    if (isTelling) for (const path of found) wanted.set(path, (wanted.get(path) ?? 0) - 1);
    return isTelling;
  });
}

const enough = 6;

function classesOf({ kinds }: Measured, every: Measured | undefined): string {
  const others = [...(every?.kinds ?? [])].filter((uid) => !kinds.has(uid)).sort();
  if (others.length === 0) return "all";
  return others.length < 3 && kinds.size > 3
    ? `all but ${others.join(" and ")}`
    : [...kinds].sort().join(", ");
}

/** Of neighbouring versions, the first and the last: nothing where it is all of them. */
function spanOf(versions: readonly Version[]): string {
  const [first = "", last = first] = [versions[0], versions.at(-1)].map((version) =>
    version?.replace(/\.0$/, ""),
  );
  if (versions.length === ocsfVersions.length) return "";
  if (versions.at(-1) === ocsfVersions.at(-1)) return first === last ? first : `from ${first}`;
  return versions[0] === ocsfVersions[0] && first !== last
    ? `to ${last}`
    : versionsListed(versions);
}

function versionsListed(versions: readonly Version[]): string {
  return versions.map((version) => version.replace(/\.0$/, "")).join(", ");
}
