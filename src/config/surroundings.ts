/**
 * What only the whole configuration, or the machine it is for, can tell.
 */
import type { Finding } from "./document.ts";
import { whyUnreadable, type Environment } from "./environment.ts";
import { foreignChoices } from "./choices.ts";
import type { ConfigFile } from "./schema.ts";
import { formatDuration } from "./units.ts";

export interface Judgement {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

export function judge(file: ConfigFile, environment: Environment): Judgement {
  return {
    errors: [
      ...misplacedChoices(file),
      ...overdueBatches(file),
      ...sharedFiles(file),
      ...unreadableFiles(file, environment),
      ...missingDatabases(file, environment),
    ],
    warnings: [...exposures(file)],
  };
}

type Destination = ConfigFile["destinations"][number];

function* misplacedChoices({ destinations }: ConfigFile): Iterable<Finding> {
  for (const [index, destination] of destinations.entries()) {
    for (const { key, message } of foreignChoices(destination))
      yield { path: ["destinations", index, key], message };
  }
}

function* overdueBatches({ sources, destinations }: ConfigFile): Iterable<Finding> {
  const shortest = Math.min(...sources.map((source) => source.visibility_timeout));
  for (const [index, { batch }] of destinations.entries()) {
    if (batch.max_age <= shortest) continue;
    yield {
      path: ["destinations", index, "batch", "max_age"],
      message: `is longer than the visibility timeout of a source, ${formatDuration(shortest)}`,
      showsValue: true,
    };
  }
}

/** Two writers would rotate each other's file away. */
function* sharedFiles({ destinations, dead_letter }: ConfigFile): Iterable<Finding> {
  const taken = new Set<string>();
  for (const [index, destination] of destinations.entries()) {
    if (destination.type !== "file") continue;
    if (taken.has(destination.path))
      yield {
        path: ["destinations", index, "path"],
        message: "is the file of another destination",
        showsValue: true,
      };
    taken.add(destination.path);
  }
  if (dead_letter?.type === "file" && taken.has(dead_letter.path))
    yield {
      path: ["dead_letter", "path"],
      message: "is the file of a destination",
      showsValue: true,
    };
}

function* unreadableFiles({ destinations }: ConfigFile, { files }: Environment): Iterable<Finding> {
  for (const [index, destination] of destinations.entries()) {
    for (const [key, path] of tlsFiles(destination)) {
      try {
        files.read(path);
      } catch (error) {
        const at = ["destinations", index, "tls", key];
        yield { path: at, message: whyUnreadable(error), showsValue: true };
      }
    }
  }
}

/** They are large, so only their presence is looked at; what is in them shows when they are opened. */
function* missingDatabases({ geoip }: ConfigFile, { files }: Environment): Iterable<Finding> {
  for (const [key, path] of Object.entries(geoip)) {
    try {
      if (path !== undefined) files.stat(path);
    } catch (error) {
      yield { path: ["geoip", key], message: whyUnreadable(error), showsValue: true };
    }
  }
}

function tlsFiles(destination: Destination): [key: string, path: string][] {
  if (destination.type !== "elasticsearch") return [];
  const { ca_file, cert_file, key_file } = destination.tls;
  return Object.entries({ ca_file, cert_file, key_file }).flatMap(([key, path]) =>
    path === undefined ? [] : [[key, path] satisfies [string, string]],
  );
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function* exposures({ destinations }: ConfigFile): Iterable<Finding> {
  for (const [index, destination] of destinations.entries()) {
    if (destination.type !== "elasticsearch") continue;
    for (const [node, { protocol, hostname }] of destination.urls.entries()) {
      if (protocol === "https:" || loopback.test(hostname) || destination.auth === undefined)
        continue;
      yield {
        path: ["destinations", index, "urls", node],
        message: "sends events and credentials unencrypted; use https://",
        showsValue: true,
      };
    }
    if (!destination.tls.verify)
      yield {
        path: ["destinations", index, "tls", "verify"],
        message: "lets anyone in between read and answer; it is for tests only",
        showsValue: true,
      };
  }
}
