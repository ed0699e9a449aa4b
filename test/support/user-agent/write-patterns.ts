/** Makes the patterns anew: `node test/support/user-agent/write-patterns.ts`, then `npm run format`. */
import { writeFileSync } from "node:fs";
import { patternsOfUapCore } from "./patterns.ts";

const file = new URL("../../../src/normalize/user-agent/patterns.json", import.meta.url);
const { origin, licence, ...lists } = patternsOfUapCore();
const rows = Object.entries(lists).map(
  ([kind, patterns]) =>
    `${JSON.stringify(kind)}: [\n${patterns.map((row) => JSON.stringify(row)).join(",\n")}\n]`,
);
writeFileSync(
  file,
  `{ "origin": ${JSON.stringify(origin)}, "licence": ${JSON.stringify(licence)},\n${rows.join(",\n")} }\n`,
);
