/**
 * What only the whole configuration, or the machine it is for, can tell.
 */
import type { Finding } from "./document.ts";
import { whyUnreadable, type Environment } from "./environment.ts";
import { foreignChoices } from "./choices.ts";
import { exposures } from "./exposures.ts";
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
      ...unlostLosses(file),
      ...overdueBatches(file),
      ...sharedFiles(file),
      ...sharedOutput(file),
      ...unreadableFiles(file, environment),
      ...missingDatabases(file, environment),
    ],
    warnings: [...exposures(file)],
  };
}

type Destination = ConfigFile["destinations"][number];

function* misplacedChoices({ destinations }: ConfigFile): Iterable<Finding> {
  for (const [index, destination] of destinations.entries()) {
    for (const { key, message } of foreignChoices(destination)) {
      // The severity of a syslog message stands in its header, whatever the format.
      if (key === "severity" && destination.type === "syslog") continue;
      yield { path: ["destinations", index, key], message };
    }
  }
}

function* unlostLosses({ destinations }: ConfigFile): Iterable<Finding> {
  for (const [index, { required, losses }] of destinations.entries()) {
    if (!required || losses === undefined) continue;
    const message = "is for required: false; a required destination loses nothing";
    yield { path: ["destinations", index, "losses"], message };
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

/** Lines that several processes write to one stream would run into each other. */
function* sharedOutput({ destinations, workers }: ConfigFile): Iterable<Finding> {
  if (workers === 1 || destinations.every(({ type }) => type !== "stdout")) return;
  const message =
    "can't share standard output; write 1, or leave out the destination of type stdout";
  yield { path: ["workers"], message, showsValue: true };
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
  if (!("tls" in destination)) return [];
  const { ca_file, cert_file, key_file } = destination.tls;
  return Object.entries({ ca_file, cert_file, key_file }).flatMap(([key, path]) =>
    path === undefined ? [] : [[key, path] satisfies [string, string]],
  );
}
