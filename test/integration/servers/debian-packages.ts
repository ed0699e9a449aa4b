import { existsSync, globSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedDirectory } from "../cached-directory.ts";
import { perform } from "../perform.ts";

/** Packages as they would be under `/`. */
export interface Unpacked {
  readonly root: string;
  /** For `LD_LIBRARY_PATH`. */
  readonly libraries: string;
}

/**
 * Programs of Debian or Ubuntu packages, unpacked beside the system and not installed in it: packages that exclude
 * each other can both be had, none becomes a service, and it takes no root. What they need and the system has not
 * comes with them.
 */
export async function unpackPackages(
  names: readonly string[],
  librariesOf: readonly string[] = [],
): Promise<Unpacked> {
  const sources = [fileURLToPath(import.meta.url)];
  const root = await cachedDirectory(names.join("+"), sources, (into) => fill(into, names));
  const places = globSync(["{,usr/}lib/*-linux-gnu", ...librariesOf], { cwd: root });
  return { root, libraries: places.map((place) => join(root, place)).join(":") };
}

/** The file or directory of an unpacked package, where part of its name depends on its version or the processor. */
export function findIn({ root }: Unpacked, pattern: string): string {
  const [found] = globSync(pattern, { cwd: root });
  if (found === undefined) throw new Error(`There is no ${pattern} in ${root}`);
  return join(root, found);
}

async function fill(root: string, names: readonly string[]): Promise<void> {
  if (!existsSync("/usr/bin/apt-get"))
    throw new Error(`${names.join(", ")} can be had of Debian's or Ubuntu's registry only`);
  const apt = join(root, "apt");
  for (const partial of ["lists/partial", "archives/partial"])
    await mkdir(join(apt, partial), { recursive: true });
  await perform("apt-get", [...ownState(apt), "update"], apt);
  const download = ["-y", "--no-install-recommends", "--reinstall", "--download-only", "install"];
  await perform("apt-get", [...ownState(apt), ...download, ...names], apt);
  for (const archive of globSync("archives/*.deb", { cwd: apt }))
    await perform("dpkg", ["-x", join(apt, archive), root], root);
  await rm(apt, { recursive: true });
}

/** Writes nothing outside the directory, and so needs no rights and no locks. */
function ownState(directory: string): readonly string[] {
  const settings = [
    `Dir::State::Lists=${join(directory, "lists")}`,
    `Dir::Cache=${directory}`,
    "Debug::NoLocking=true",
    "APT::Sandbox::User=",
  ];
  return ["-qq", ...settings.flatMap((setting) => ["-o", setting])];
}
