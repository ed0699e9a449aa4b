import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isBlank } from "../value.ts";
import { place } from "./draft.ts";
import type { Draft, Place } from "./draft.ts";
import table from "./moves.json" with { type: "json" };
import { flattenedOf } from "./payload.ts";
import { boolean, booleanText, keyword, oddText, serviceName } from "./scalar.ts";

/** A value of the record as the index takes it, or undefined where it would refuse it. */
type Convert = (value: JsonValue) => JsonValue | undefined;

const converters = new Map<string, Convert>([
  ["keyword", keyword],
  ["boolean", boolean],
  ["boolean_text", booleanText],
  ["service_name", serviceName],
  ["object", (value) => (isJsonObject(value) ? flattenedOf(value) : undefined)],
  ["odd_text", oddText],
]);

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
 * The fields that go from one place in the record to one place in the document: `moves.json`, compiled while loading
 * into a tree. A record has a third of the fields that there are, so the walk follows the record and not the table.
 */
const compiled = compile();

export function applyMoves(record: JsonObject, draft: Draft): void {
  moveFrom(record, compiled, draft);
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

function compile(): Steps {
  const top: Steps = new Map();
  for (const row of table) {
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
