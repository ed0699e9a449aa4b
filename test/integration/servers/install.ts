/**
 * Real servers, of the files that their makers publish on Maven Central. A distribution would be simpler, but needs a
 * download from another host than a package registry, or a container runtime.
 */
import { copyFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Product } from "../../../src/deliver/elasticsearch/template.ts";
import { cachedDirectory } from "../cached-directory.ts";
import { perform } from "../perform.ts";
import { makeModules } from "./elasticsearch/modules.ts";
import { compile, findJdk } from "./jdk.ts";

/** Where a server is, ready to be started. */
export interface Installation {
  readonly java: string;
  readonly classPath: string;
  /** Elasticsearch looks for its modules in the home directory. */
  readonly modules: string | undefined;
}

const versions = { elasticsearch: "9.5.3", opensearch: "3.8.0.0" };

export async function install(product: Product): Promise<Installation> {
  const jdk = findJdk();
  const version = versions[product];
  const sources = await filesIn(new URL(`${product}/`, import.meta.url));
  const directory = await cachedDirectory(`${product}-${version}`, sources, async (into) => {
    for (const source of sources) await copyFile(source, join(into, basename(source)));
    const goal = ["dependency:copy-dependencies", "-DoutputDirectory=lib"];
    await perform("mvn", ["-q", "-B", `-Dserver.version=${version}`, ...goal], into);
    if (product === "elasticsearch") await makeModules(into, jdk, version);
    await compile(jdk, { directory: into, source: "Server.java", to: "classes" });
  });
  return {
    java: join(jdk, "java"),
    classPath: `${join(directory, "classes")}:${join(directory, "lib")}/*`,
    modules: product === "elasticsearch" ? join(directory, "modules") : undefined,
  };
}

async function filesIn(folder: URL): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files.map((file) => fileURLToPath(new URL(file, folder))).sort();
}
