import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../.cache/integration/", import.meta.url));

/**
 * A directory that is filled once and serves every later run. Its name holds a hash of the files it is made from, so
 * that a change makes another directory; one whose filling was cut short is filled anew.
 */
export async function cachedDirectory(
  name: string,
  sources: readonly string[],
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const directory = join(cache, `${name}-${await hashOf(sources)}`);
  const complete = join(directory, ".complete");
  if (existsSync(complete)) return directory;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await fill(directory);
  await writeFile(complete, "");
  return directory;
}

async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 12);
}
