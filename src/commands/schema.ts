import type { Writable } from "node:stream";
import { configJsonSchema } from "../config/json-schema.ts";

/** `schema`: prints the JSON Schema of the configuration file. Returns the exit code. */
export function runSchema(streams: { readonly stdout: Writable }): number {
  streams.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  return 0;
}
