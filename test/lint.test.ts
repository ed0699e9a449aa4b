/** The import rules are part of the design: each is broken once, in a folder outside of the tree with the same rules. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./support/temporary-directory.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

describe("the lint", () => {
  it("fails where an import rule between folders is broken, and nowhere else", async () => {
    const directory = await temporaryDirectory();
    const broken = {
      "src/source/breaks.ts":
        'import { Lane } from "../deliver/lane.ts";\nexport const made = Lane;\n',
      "src/deliver/breaks.ts":
        'import { loadConfig } from "../config/load.ts";\nexport const made = loadConfig;\n',
      "src/runtime/breaks.ts":
        'import type { Lane } from "../deliver/lane.ts";\nexport type Made = Lane;\n',
      "src/breaks.ts":
        'import { bulkPath } from "./deliver/elasticsearch/request.ts";\nexport const made = bulkPath;\n',
    };
    const kept = {
      "src/source/keeps.ts":
        'import type { Lane } from "../deliver/lane.ts";\nimport { Slots } from "../runtime/slots.ts";\nexport type Made = Lane;\nexport const made = Slots;\n',
      "src/pipeline.ts": 'import { Lane } from "./deliver/lane.ts";\nexport const made = Lane;\n',
    };
    writeAll(directory, { ...broken, ...kept });

    const { status, stdout } = lint(directory);

    const found = [...stdout.matchAll(/^(src\/\S+?\.ts):.*no-restricted-imports/gm)];
    expect(status).toBe(1);
    expect(new Set(found.map(([, file]) => file))).toEqual(new Set(Object.keys(broken)));
  });
});

function writeAll(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
}

/** As in the repository, with its rules and its tools. */
function lint(directory: string) {
  for (const file of [".oxlintrc.json", "tsconfig.json", "package.json"])
    copyFileSync(join(repository, file), join(directory, file));
  symlinkSync(join(repository, "node_modules"), join(directory, "node_modules"));
  const oxlint = join(repository, "node_modules/.bin/oxlint");
  return spawnSync(process.execPath, [oxlint, "--format=unix", "src"], {
    cwd: directory,
    encoding: "utf8",
  });
}
