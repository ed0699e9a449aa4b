/** What the processes of all search servers have in common: one node of a Java program that is told its two ports. */
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { findJdk } from "./jdk.ts";
import type { Command, Place } from "./plan.ts";

export async function searchNode(
  { home, port }: Place,
  classPath: readonly string[],
  more: readonly string[] = [],
): Promise<Command> {
  const ports = [String(port), String(await freePort())];
  const program = ["-cp", classPath.join(":"), "Server", home, ...ports, ...more];
  return {
    program: join(findJdk(), "java"),
    parameters: [...javaOptions, ...program],
    endsBy: "input",
  };
}

/** A quick start counts for more than throughput. */
const javaOptions = [
  "-Xms512m",
  "-Xmx512m",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
  "--enable-native-access=ALL-UNNAMED",
];
