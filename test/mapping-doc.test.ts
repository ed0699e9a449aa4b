import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import cefKeys from "../src/normalize/cef/keys.json" with { type: "json" };
import leefKeys from "../src/normalize/leef/keys.json" with { type: "json" };
import type { FieldTable } from "./support/mapping/field-tables.ts";
import notes from "./support/mapping/notes.json" with { type: "json" };
import { blocksOf, withBlocks } from "./support/mapping/page.ts";
import { blocksWith, fieldTables } from "./support/mapping/tables.ts";
import type { MappedFormat } from "./support/mapping/tables.ts";

const page = readFileSync(new URL("../docs/mapping.md", import.meta.url), "utf8");

describe("docs/mapping.md", () => {
  let tables: Readonly<Record<MappedFormat, FieldTable>>;
  beforeAll(() => {
    tables = fieldTables();
  });

  it("says what the mappings do: `npm run mapping` writes its tables", () => {
    const measured = withBlocks(page, blocksWith(tables));

    expect(blocksOf(page)).toEqual(blocksOf(measured));
  });

  it.each(["ecs", "ocsf", "cef", "leef"] as const)(
    "has no note on a field that %s lacks",
    (format) => {
      const { fields } = tables[format];

      const noted = Object.keys(notes[format]);

      expect(noted.filter((field) => !fields.includes(field))).toEqual([]);
    },
  );

  it.each([
    ["cef", cefKeys],
    ["leef", leefKeys],
  ] as const)("shows every key that %s can have", (format, keys) => {
    const shown = new Set(tables[format].fields.map((field) => field.split(" ")[0]));

    const missing = keys.filter(({ key }) => !shown.has(key));

    expect(missing).toEqual([]);
  });
});
