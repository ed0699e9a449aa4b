/** Tables of fields: what each format has, and where from. */
import cefKeys from "../../../src/normalize/cef/keys.json" with { type: "json" };
import leefKeys from "../../../src/normalize/leef/keys.json" with { type: "json" };
import type { JsonObject } from "../../../src/event.ts";
import { cefResult, ecsResult, leefResult } from "./formats.ts";
import { indexTypeOf } from "./index-types.ts";
import { code, tableOf } from "./markdown.ts";
import { measure, typesOf } from "./measure.ts";
import type { Measured, Measurement } from "./measure.ts";
import { originOf } from "./sources.ts";

/** Conditions and derivations that measuring can't tell, by field. */
export type Notes = Readonly<Record<string, string>>;

export interface FieldTable {
  readonly lines: readonly string[];
  readonly fields: readonly string[];
}

export function ecsTable(inputs: readonly JsonObject[], notes: Notes): FieldTable {
  const measured = sorted(measure(inputs, ecsResult));
  const rows = measured.map(([path, field]) => [
    code(path),
    indexTypeOf(path) ?? typesOf(field.values).join(" or "),
    originOf(field),
    notes[path] ?? "",
  ]);
  return {
    lines: tableOf(["field", "type", "from", "note"], rows),
    fields: measured.map(([path]) => path),
  };
}

export function cefTable(inputs: readonly JsonObject[], notes: Notes): FieldTable {
  return pairsTable(measure(inputs, cefResult), lengthsOf(cefKeys), notes);
}

export function leefTable(inputs: readonly JsonObject[], notes: Notes): FieldTable {
  return pairsTable(measure(inputs, leefResult), lengthsOf(leefKeys), notes);
}

type Lengths = ReadonlyMap<string, number>;

/** Of the rows of one key, all have the same length. */
function lengthsOf(keys: readonly { readonly key: string; readonly max?: number }[]): Lengths {
  return new Map(keys.flatMap(({ key, max }) => (max === undefined ? [] : [[key, max] as const])));
}

function pairsTable(measurement: Measurement, lengths: Lengths, notes: Notes): FieldTable {
  const measured = sorted(measurement);
  const rows = measured.map(([name, field]) => {
    const [key = "", label = ""] = isOfHeader(name) ? [name] : name.split(/ (.*)/);
    return [
      isOfHeader(name) ? name : `${code(key)} ${label}`.trim(),
      lengths.get(key)?.toString() ?? "",
      originOf(field),
      notes[name] ?? "",
    ];
  });
  return {
    lines: tableOf(["key", "length", "from", "note"], rows),
    fields: measured.map(([name]) => name),
  };
}

/** Keys start with a small letter. */
function isOfHeader(name: string): boolean {
  return /^[A-Z]/.test(name);
}

function sorted(measurement: Measurement): readonly (readonly [string, Measured])[] {
  return [...measurement].sort(([one], [other]) => (one < other ? -1 : 1));
}
