/**
 * Real servers, of the files that their makers publish in package registries. A distribution would be simpler, but
 * needs a download from another host, or a container runtime.
 */
import { copyFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedDirectory } from "../cached-directory.ts";
import { perform } from "../perform.ts";

export interface MavenRecipe {
  readonly name: string;
  readonly version: string;
  /** Folders whose files go into the directory: the pom, with `${server.version}` in it, and what is compiled. */
  readonly folders: readonly URL[];
  /** What is left to do when the jars are in `lib`. */
  readonly finish?: (directory: string) => Promise<void>;
}

/** Returns the directory. */
export async function installByMaven(recipe: MavenRecipe): Promise<string> {
  const { name, version, folders, finish } = recipe;
  const sources = (await Promise.all(folders.map(filesIn))).flat();
  return cachedDirectory(`${name}-${version}`, sources, async (into) => {
    const startedAt = performance.now();
    for (const source of sources) await copyFile(source, join(into, basename(source)));
    const goal = ["dependency:copy-dependencies", "-DoutputDirectory=lib"];
    await perform("mvn", ["-q", "-B", `-Dserver.version=${version}`, ...goal], into);
    await finish?.(into);
    console.log(`${name}: installed in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  });
}

async function filesIn(folder: URL): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ name }) => fileURLToPath(new URL(name, folder))).sort();
}
