import { cp } from "node:fs/promises";
import { join } from "node:path";
import { installByMaven } from "../install.ts";
import { compile, findJdk } from "../jdk.ts";
import { hasRecovered, imageFor, type ServerPlan } from "../plan.ts";
import { searchNode } from "../search-node.ts";
import { makeModules } from "./modules.ts";

const versions = { 8: "8.19.21", 9: "9.5.3" };

export function elasticsearch(major: keyof typeof versions): ServerPlan {
  const version = versions[major];
  return {
    name: `elasticsearch-${version}`,
    url: (port) => new URL(`http://127.0.0.1:${port}`),
    isReady: hasRecovered,
    async asProcess(place) {
      const directory = await install(major);
      // It looks for its modules in the home directory.
      await cp(join(directory, "modules"), join(place.home, "modules"), { recursive: true });
      return searchNode(place, [join(directory, "classes"), join(directory, "lib", "*")]);
    },
    asContainer: async () => ({
      image: imageFor(
        `ELASTICSEARCH_${major}`,
        `docker.elastic.co/elasticsearch/elasticsearch:${version}`,
      ),
      port: 9200,
      environment: {
        "discovery.type": "single-node",
        "xpack.security.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        ES_JAVA_OPTS: "-Xms1g -Xmx1g",
      },
    }),
  };
}

function install(major: keyof typeof versions): Promise<string> {
  const version = versions[major];
  return installByMaven({
    name: "elasticsearch",
    version,
    folders: [new URL("./", import.meta.url), new URL(`./${major}/`, import.meta.url)],
    async finish(directory) {
      const jdk = findJdk();
      await makeModules(directory, jdk, version);
      const sources = ["Server.java", "Modules.java"];
      await compile(jdk, { directory, sources, to: "classes" });
    },
  });
}
