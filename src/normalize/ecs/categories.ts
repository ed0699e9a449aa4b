import type { JsonObject, JsonValue } from "../../event.ts";
import { flat } from "../flat.ts";
import { memo } from "../memo.ts";
import table from "./categories.json" with { type: "json" };
import { derive, type Categorization } from "./derive.ts";

export type { Categorization };

/**
 * Which actions get a category. `elastic`: the 91 names that Elastic's pipeline knows, whatever service they are of.
 * `extended`: these as they are there, and all others by their service, access level and name.
 */
export type Categories = "elastic" | "extended";

export function createCategorize(
  categories: Categories = "extended",
): (record: JsonObject) => Categorization {
  const otherwise = categories === "elastic" ? () => unknownAction : createExtended();
  return (record) => {
    const { eventName } = record;
    const known = typeof eventName === "string" ? elastic.get(eventName) : undefined;
    return known ?? otherwise(record);
  };
}

/** Of the few dozen that there are, shared by all documents. */
const texts = new WeakMap<Categorization, string>();

/** The members `category` and `type` of `event`, as they stand behind others. */
export function categorizationText(categorization: Categorization): string {
  const known = texts.get(categorization);
  if (known !== undefined) return known;
  const { category, types } = categorization;
  const text = flat(`,${JSON.stringify({ category, type: types }).slice(1, -1)}`);
  texts.set(categorization, text);
  return text;
}

/** The rows of `categories.json`, by action. The lists are shared by all documents. */
const elastic = new Map<string, Categorization>(
  table.flatMap(({ category, types, actions }) => {
    const categorization = { category: [category], types };
    return actions.map((action) => [action, categorization] as const);
  }),
);

const unknownAction: Categorization = { types: ["info"] };

/** A call seen on its way through a VPC endpoint: this record is about the way, and the service has its own of the call. */
const throughEndpoint: Categorization = { category: ["api", "network"], types: ["access"] };

/** The list of the log files of an hour. */
const digest: Categorization = { category: ["file"], types: ["info"] };

/** A busy organization calls some two thousand different actions; few have the same name in more than some services. */
const maxNames = 4096;
const maxSources = 32;

function createExtended(): (record: JsonObject) => Categorization {
  const derivations = memo(maxNames, (name) => memo(maxSources, (source) => derive(source, name)));
  return (record) => {
    const plane = planeOf(record);
    if (plane === "network") return throughEndpoint;
    const source = textOrEmpty(record["eventSource"]);
    const name = textOrEmpty(record["eventName"]);
    if (name === "" && record["digestS3Object"] !== undefined) return digest;
    const { management, data, writing } = derivations(name)(source);
    if (writing !== undefined && saysWriting(record)) return writing;
    return plane === "data" ? data : management;
  };
}

/** Records before version 1.07 have no category, and before 1.06 all are of management. */
function planeOf(record: JsonObject): "management" | "data" | "network" {
  const category = record["eventCategory"];
  if (category === "Management") return "management";
  const type = record["eventType"];
  if (category === "NetworkActivity" || type === "AwsVpceEvents" || type === "AwsVpceEvent") {
    return "network";
  }
  return category === "Data" || record["managementEvent"] === false ? "data" : "management";
}

/** Old records have it as a text. */
function saysWriting({ readOnly }: JsonObject): boolean {
  return readOnly === false || readOnly === "false";
}

function textOrEmpty(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
