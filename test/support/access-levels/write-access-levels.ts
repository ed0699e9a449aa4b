/** Makes the table of access levels anew from the installed package: `node test/support/access-levels/write-access-levels.ts`. */
import { writeFileSync } from "node:fs";
import { accessLevels, accessLevelsFile } from "./access-levels.ts";

const table = `${JSON.stringify(await accessLevels(), null, 2)}\n`;
writeFileSync(accessLevelsFile, table);
console.log(`${accessLevelsFile.pathname}: ${table.length} bytes before it is formatted`);
