import { systemEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import { setupTargetsOf } from "../destinations.ts";
import { systemClock } from "../runtime/clock.ts";
import { version } from "../version.ts";
import { runSetup } from "./setup.ts";

export interface SetupFlags {
  readonly config: string;
  /** Goes above index templates of others for the same names. */
  readonly takeOver: boolean;
}

/**
 * `setup` for the Elasticsearch and OpenSearch destinations of a configuration that have ECS or OCSF; for other formats
 * there are no templates. Returns the exit code: 2 where the configuration can't be used.
 */
export async function setupDestinations(flags: SetupFlags): Promise<number> {
  const loaded = loadConfig(flags.config, systemEnvironment());
  if (!loaded.ok) {
    process.stderr.write(loaded.errors.map((line) => `${line}\n`).join(""));
    return 2;
  }
  const targets = loaded.config.destinations.flatMap((destination) =>
    setupTargetsOf(destination, flags),
  );
  if (targets.length === 0) {
    process.stderr.write("No destination is of type elasticsearch with format ecs or ocsf\n");
    return 2;
  }
  const stopping = new AbortController();
  process.once("SIGINT", () => stopping.abort());
  return runSetup(targets, process, { clock: systemClock, signal: stopping.signal, version });
}
