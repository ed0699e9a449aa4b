import { join } from "node:path";
import { installByMaven, type MavenRecipe } from "../install.ts";
import { compile, findJdk } from "../jdk.ts";
import { hasRecovered, imageFor, type ServerPlan } from "../plan.ts";
import { searchNode } from "../search-node.ts";

const version = "3.8.0";

export const opensearch: ServerPlan = {
  name: `opensearch-${version}`,
  url: (port) => new URL(`http://127.0.0.1:${port}`),
  isReady: hasRecovered,
  async asProcess(place) {
    const directory = await installOpensearch(version);
    return searchNode(place, [join(directory, "classes"), join(directory, "lib", "*")]);
  },
  asContainer: async () => ({
    image: imageFor("OPENSEARCH_3", `opensearchproject/opensearch:${version}`),
    port: 9200,
    environment: {
      "discovery.type": "single-node",
      "cluster.routing.allocation.disk.threshold_enabled": "false",
      DISABLE_SECURITY_PLUGIN: "true",
      DISABLE_INSTALL_DEMO_CONFIG: "true",
      OPENSEARCH_JAVA_OPTS: "-Xms1g -Xmx1g",
    },
  }),
};

/** Returns the directory. */
export function installOpensearch(
  wanted: string,
  { name = "opensearch", finish }: Partial<Pick<MavenRecipe, "name" | "finish">> = {},
): Promise<string> {
  return installByMaven({
    name,
    // Maven's versions have a fourth number.
    version: `${wanted}.0`,
    folders: [new URL("./", import.meta.url)],
    async finish(directory) {
      await compile(findJdk(), { directory, sources: ["Server.java"], to: "classes" });
      await finish?.(directory);
    },
  });
}
