import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { perform } from "../perform.ts";

const leastVersion = 21;
const usual = "/usr/lib/jvm";

/** The `bin` directory of a JDK that is new enough for the servers: the one of `JAVA_HOME`, or one of the system's. */
export function findJdk(): string {
  const homes = existsSync(usual) ? readdirSync(usual).map((name) => join(usual, name)) : [];
  const jdk = [process.env["JAVA_HOME"] ?? "", ...homes].find(isNewEnough);
  if (jdk === undefined) {
    throw new Error(
      `The servers need a JDK ${leastVersion} or newer, in JAVA_HOME or ${usual}, and Maven`,
    );
  }
  return join(jdk, "bin");
}

/** Paths are those from the directory, whose `lib` is on the class path. */
export async function compile(
  jdk: string,
  what: { readonly directory: string; readonly sources: readonly string[]; readonly to: string },
): Promise<void> {
  const options = ["-proc:none", "-nowarn", "-cp", "lib/*", "-d", what.to];
  await perform(join(jdk, "javac"), [...options, ...what.sources], what.directory);
}

function isNewEnough(home: string): boolean {
  const release = join(home, "release");
  if (!existsSync(release) || !existsSync(join(home, "bin", "javac"))) return false;
  const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, "utf8"))?.[1];
  return Number(version) >= leastVersion;
}
