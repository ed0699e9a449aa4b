/** Writes the tables of docs/mapping.md anew: `npm run mapping`. */
import { readFileSync, writeFileSync } from "node:fs";
import { withBlocks } from "./page.ts";
import { blocksWith, fieldTables } from "./tables.ts";

const page = new URL("../../../docs/mapping.md", import.meta.url);

writeFileSync(page, withBlocks(readFileSync(page, "utf8"), blocksWith(fieldTables())));
