import type { JsonObject } from "../src/event.ts";
import type { Path } from "./paths.ts";
import type { Slowness } from "./receivers/http.ts";

/** One run of the forwarder: what it is configured to do, what it is given, and where it runs. */
export interface Scenario {
  readonly title: string;
  readonly path: Path;
  readonly load: Load;
  readonly receiver: Slowness;
  /** What the configuration has besides: for the source, for each destination, and at the top. */
  readonly source: JsonObject;
  readonly destination: JsonObject;
  readonly config: JsonObject;
  /** CPUs that it may use; 0 for all. The servers get the others, or share them where there are no others. */
  readonly cores: number;
  readonly nodeOptions: readonly string[];
}

/** One message for each object. */
export interface Load {
  readonly objects: number;
  readonly recordsPerObject: number;
  /** Objects that are sent before the measured ones. */
  readonly warmUp: number;
  /** Half way through, the receiver stops answering for that long. */
  readonly stallMs: number;
}

/**
 * Objects as full as CloudTrail's of a busy account, and so many that a run takes seconds. V8 compiles the code while the
 * first 150,000 events pass through: of those a forwarder that runs for days sees little.
 */
export const usualLoad = { objects: 60, warmUp: 60, recordsPerObject: 3000, stallMs: 0 };

/** Where it is the difference between runs that counts. */
export const shortLoad = { objects: 25, warmUp: 30 };

/** The path on one CPU, with a receiver that answers at once and the configuration's defaults. */
export function aScenario(path: Path, load: Partial<Load> = {}): Scenario {
  return {
    title: path.title,
    path,
    load: { ...usualLoad, ...load },
    receiver: { latencyMs: 0, acknowledgeMs: 10_000 },
    source: {},
    destination: {},
    config: {},
    cores: 1,
    nodeOptions: [],
  };
}
