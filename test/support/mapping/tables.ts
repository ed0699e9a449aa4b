/** All that `docs/mapping.md` says of the mappings and that can be measured or read from their data. */
import {
  categoriesTable,
  classesTable,
  eventmapTable,
  secretsList,
  severityTable,
} from "./data-tables.ts";
import { cefTable, ecsTable, leefTable } from "./field-tables.ts";
import type { FieldTable } from "./field-tables.ts";
import { caseInputs } from "./inputs.ts";
import notes from "./notes.json" with { type: "json" };
import { ocsfTable } from "./ocsf-table.ts";
import type { Blocks } from "./page.ts";

export type MappedFormat = keyof typeof notes;

/** By format: the notes stand in `notes.json`. */
export function fieldTables(): Readonly<Record<MappedFormat, FieldTable>> {
  const inputs = caseInputs();
  return {
    ecs: ecsTable(inputs, notes.ecs),
    ocsf: ocsfTable(inputs, notes.ocsf),
    cef: cefTable(inputs, notes.cef),
    leef: leefTable(inputs, notes.leef),
  };
}

export function blocksWith(tables: Readonly<Record<MappedFormat, FieldTable>>): Blocks {
  return new Map([
    ...Object.entries(tables).map(([format, { lines }]) => [format, lines] as const),
    ["categories", categoriesTable()] as const,
    ["ocsf-classes", classesTable()] as const,
    ["ocsf-calls", eventmapTable()] as const,
    ["ocsf-secrets", secretsList()] as const,
    ["severity", severityTable()] as const,
  ]);
}
