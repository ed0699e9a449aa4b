/**
 * The configuration as the operator could have written it: every default filled in, secrets as `***`.
 */
import { stringify } from "yaml";
import { z } from "zod";
import { escapeTemplates } from "./interpolate.ts";
import { configSchema, type ConfigFile } from "./schema.ts";

export function effectiveYaml(file: ConfigFile): string {
  return stringify(escaped(z.encode(configSchema, file)), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** What was filled in once must not be taken for a template when the output is read again. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") return escapeTemplates(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}
