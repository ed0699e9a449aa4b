import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { perform } from "../../perform.ts";
import { compile } from "../jdk.ts";

/** The network layer and what fills the gaps are modules: each is a directory with its jars and a descriptor. */
export async function makeModules(directory: string, jdk: string, version: string): Promise<void> {
  const lib = join(directory, "lib");
  const netty = join(directory, "modules", "transport-netty4");
  await mkdir(netty, { recursive: true });
  for (const jar of await readdir(lib)) {
    if (ofNetwork.test(jar)) await rename(join(lib, jar), join(netty, jar));
  }
  await describeModule(netty, version, "org.elasticsearch.transport.netty4.Netty4Plugin");

  const sources = ["Gaps.java", "FieldTypes.java", "Root.java"];
  await compile(jdk, { directory, sources, to: "gaps" });
  const gaps = join(directory, "modules", "gaps");
  await mkdir(gaps);
  const jar = join(gaps, "gaps.jar");
  await perform(join(jdk, "jar"), ["--create", "--file", jar, "-C", "gaps", "."], directory);
  await describeModule(gaps, version, "gaps.Gaps");
}

const ofNetwork = /^(?:netty|transport-netty4|elasticsearch-ssl-config)-/;

async function describeModule(module: string, version: string, className: string): Promise<void> {
  const description = [
    "name=" + className,
    "description=" + className,
    "classname=" + className,
    "version=" + version,
    "elasticsearch.version=" + version,
    "java.version=21",
  ];
  await writeFile(join(module, "plugin-descriptor.properties"), description.join("\n"));
}
