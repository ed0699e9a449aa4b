import type { JsonObject } from "../../../event.ts";
import type { Product } from "../template.ts";
import { valueAt } from "../../../runtime/value-at.ts";
import { textAt } from "./value-at.ts";

/** What `GET /` tells. */
export interface Server {
  readonly product: Product;
  readonly version: Version;
  /** Elastic's, which does without lifecycle policies. */
  readonly serverless: boolean;
}

export interface Version {
  readonly major: number;
  readonly minor: number;
}

export function readServer(answer: JsonObject): Server | undefined {
  const number = textAt(answer, "version", "number");
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(number) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const version = { major: Number(major), minor: Number(minor) };
  if (valueAt(answer, "version", "distribution") !== "opensearch") {
    const serverless = valueAt(answer, "version", "build_flavor") === "serverless";
    return { product: "elasticsearch", version, serverless };
  }
  // Told to pass for Elasticsearch, it says 7.10 whatever its version.
  const passes = version.major === 7;
  return {
    product: "opensearch",
    version: passes ? { major: 1, minor: 0 } : version,
    serverless: false,
  };
}

export function isAtLeast({ major, minor }: Version, least: Version): boolean {
  return major > least.major || (major === least.major && minor >= least.minor);
}
