import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isBlank, isList } from "../value.ts";
import { place } from "./draft.ts";
import type { Draft, Place } from "./draft.ts";
import { javaTextOf } from "./java-text.ts";
import table from "./moves.json" with { type: "json" };
import { flattenedOf } from "./payload.ts";
import { boolean, booleanText, keyword, keywordList, serviceName, time } from "./scalar.ts";

/** A value of the record as the index takes it, or undefined where it would refuse it. */
type Convert = (value: JsonValue) => JsonValue | undefined;

const converters = new Map<string, Convert>([
  ["keyword", keyword],
  ["boolean", boolean],
  ["boolean_text", booleanText],
  ["service_name", serviceName],
  ["keyword_list", keywordList],
  ["time", time],
  ["object", flattened],
  ["object_list", flattenedList],
  ["payload_object", flattened],
  ["payload_text", javaTextOf],
]);

/** How the four payloads of a record are there: as the text that rules search, as an object whose keys can be queried. */
export type Payloads = "text" | "flattened" | "both" | "none";

const leftOut: Record<Payloads, readonly string[]> = {
  text: ["payload_object"],
  flattened: ["payload_text"],
  both: [],
  none: ["payload_object", "payload_text"],
};

interface Move {
  readonly to: Place;
  readonly convert: Convert;
}

/** What becomes of one key of an object: where its value goes, and what becomes of the keys in it. */
interface Step {
  readonly moves: Move[];
  readonly below: Steps;
}

type Steps = Map<string, Step>;

/**
 * The fields that go from one place in the record to one place in the document: `moves.json`, compiled once
 * into a tree. A record has a third of the fields that there are, so the walk follows the record and not the table.
 */
export function createMoves(
  payloads: Payloads = "both",
): (record: JsonObject, draft: Draft) => void {
  const steps = compile(table.filter(({ type }) => !leftOut[payloads].includes(type)));
  return (record, draft) => moveFrom(record, steps, draft);
}

function flattened(value: JsonValue): JsonObject | undefined {
  return isJsonObject(value) ? flattenedOf(value) : undefined;
}

/** The limit of size is for each object: a digest lists the log files of an hour. */
function flattenedList(value: JsonValue): readonly JsonObject[] | undefined {
  const objects = isList(value) ? value.map(flattened).filter((item) => item !== undefined) : [];
  return objects.length === 0 ? undefined : objects;
}

function moveFrom(object: JsonObject, steps: Steps, draft: Draft): void {
  for (const key of Object.keys(object)) {
    const step = steps.get(key);
    if (step === undefined) continue;
    const value = object[key];
    if (isBlank(value)) continue;
    for (const { to, convert } of step.moves) draft.set(to, convert(value));
    if (step.below.size > 0 && isJsonObject(value)) moveFrom(value, step.below, draft);
  }
}

interface Row {
  readonly from: string;
  readonly to: string;
  readonly type: string;
}

function compile(rows: readonly Row[]): Steps {
  const top: Steps = new Map();
  for (const row of rows) {
    const convert = converters.get(row.type);
    if (convert === undefined) throw new Error(`moves.json has no type ${row.type}`);
    stepOf(row.from, top).moves.push({ to: place(row.to), convert });
  }
  return top;
}

function stepOf(path: string, top: Steps): Step {
  const [first = "", ...rest] = path.split(".");
  return rest.reduce((step, key) => stepIn(step.below, key), stepIn(top, first));
}

function stepIn(steps: Steps, key: string): Step {
  const known = steps.get(key);
  if (known !== undefined) return known;
  const made: Step = { moves: [], below: new Map() };
  steps.set(key, made);
  return made;
}
