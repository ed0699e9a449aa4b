/** Makes the reduced schemas anew: `node test/support/ocsf/write-reduced.ts <folder of ocsf-<version>.json>`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { reduceSchema } from "./reduce.ts";
import { ocsfVersions, reducedFile } from "./schema.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name the folder of the compiled schemas");

for (const version of ocsfVersions) {
  const full: unknown = JSON.parse(readFileSync(join(folder, `ocsf-${version}.json`), "utf8"));
  const packed = gzipSync(JSON.stringify(reduceSchema(full)), { level: 9 });
  writeFileSync(reducedFile(version), packed);
  console.log(`${reducedFile(version).pathname}: ${packed.length} bytes`);
}
