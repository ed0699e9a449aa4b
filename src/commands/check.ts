import type { Writable } from "node:stream";
import { effectiveYaml } from "../config/effective.ts";
import type { Environment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";

/** `check`: says what is wrong with a configuration, or what it comes to. Returns the exit code. */
export function runCheck(
  options: { readonly config: string },
  streams: { readonly stdout: Writable; readonly stderr: Writable },
  environment: Environment,
): number {
  const loaded = loadConfig(options.config, environment);
  const lines = loaded.ok ? loaded.warnings.map((line) => `warning: ${line}`) : loaded.errors;
  for (const line of lines) streams.stderr.write(`${line}\n`);
  if (!loaded.ok) return 2;
  streams.stdout.write(effectiveYaml(loaded.file));
  return 0;
}
