/** OpenSearch with its security plugin: TLS, users and roles. `admin` with the password `admin` may do everything. */
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Certificate } from "../../../support/certificate.ts";
import { perform } from "../../perform.ts";
import { findJdk } from "../jdk.ts";
import { imageFor, type ContainerPlan, type Place, type ServerPlan } from "../plan.ts";
import { searchNode } from "../search-node.ts";
import { installOpensearch } from "./plan.ts";

/** The newest whose plugin is on Maven Central. */
const version = "3.4.0";
const plugin = "org.opensearch.security.OpenSearchSecurityPlugin";

/** The certificate is its own authority. */
export function securedOpensearch(
  certificate: Certificate,
  isReady: ServerPlan["isReady"],
): ServerPlan {
  return {
    name: `opensearch-${version}-secured`,
    url: (port) => new URL(`https://127.0.0.1:${port}`),
    isReady,
    async asProcess(place) {
      const directory = await installOpensearch(version, {
        name: "opensearch-secured",
        finish: addPlugin,
      });
      await configure(place, certificate, directory);
      const folders = ["classes", "lib/*", "plugin/*"].map((name) => join(directory, name));
      return searchNode(place, folders, [plugin]);
    },
    asContainer: async () => containerPlan(certificate),
  };
}

/** The jars of the plugin that the server does not have itself, and one that the plugin's archive lacks. */
async function addPlugin(directory: string): Promise<void> {
  const common = ["-q", "-B", `-Dserver.version=${version}.0`, "dependency:copy"];
  const fetch = (artifact: string, to: string) =>
    perform("mvn", [...common, `-Dartifact=${artifact}`, `-DoutputDirectory=${to}`], directory);
  await fetch(`org.opensearch.plugin:opensearch-security:${version}.0:zip`, ".");
  await fetch("org.apache.commons:commons-collections4:4.5.0", "plugin");
  const archive = join(directory, "archive");
  await mkdir(archive);
  const zip = join(directory, `opensearch-security-${version}.0.zip`);
  await perform(join(findJdk(), "jar"), ["--extract", "--file", zip], archive);
  const present = new Set((await readdir(join(directory, "lib"))).map(artifactOf));
  for (const jar of await readdir(archive)) {
    if (!jar.endsWith(".jar") || present.has(artifactOf(jar))) continue;
    await cp(join(archive, jar), join(directory, "plugin", jar));
  }
}

function artifactOf(jar: string): string {
  return jar.replace(/-\d[^-]*(?:\.[A-Za-z]+)?\.jar$/, "");
}

async function configure({ home }: Place, certificate: Certificate, directory: string) {
  const config = join(home, "node_1", "config");
  await mkdir(config, { recursive: true });
  await cp(join(directory, "archive", "config"), join(config, "opensearch-security"), {
    recursive: true,
  });
  await writeFile(join(config, "certificate.pem"), certificate.cert);
  await writeFile(join(config, "key.pem"), certificate.key);
  await writeFile(join(config, "opensearch.yml"), settings);
}

const settings = [
  ...["transport", "http"].flatMap((layer) => [
    `plugins.security.ssl.${layer}.pemcert_filepath: certificate.pem`,
    `plugins.security.ssl.${layer}.pemkey_filepath: key.pem`,
    `plugins.security.ssl.${layer}.pemtrustedcas_filepath: certificate.pem`,
  ]),
  "plugins.security.ssl.transport.enforce_hostname_verification: false",
  "plugins.security.ssl.http.enabled: true",
  "plugins.security.allow_default_init_securityindex: true",
  'plugins.security.nodes_dn: ["CN=receiver.example"]',
  'plugins.security.restapi.roles_enabled: ["all_access"]',
  "",
].join("\n");

async function containerPlan({ certFile, keyFile }: Certificate): Promise<ContainerPlan> {
  const config = "/usr/share/opensearch/config";
  const reachable = "network.host: 0.0.0.0\ndiscovery.type: single-node\n";
  return {
    image: imageFor("OPENSEARCH_3_SECURED", `opensearchproject/opensearch:${version}`),
    port: 9200,
    environment: {
      DISABLE_INSTALL_DEMO_CONFIG: "true",
      OPENSEARCH_JAVA_OPTS: "-Xms1g -Xmx1g",
    },
    files: [
      { content: await readFile(certFile, "utf8"), target: `${config}/certificate.pem` },
      { content: await readFile(keyFile, "utf8"), target: `${config}/key.pem` },
      { content: settings + reachable, target: `${config}/opensearch.yml` },
    ],
  };
}
