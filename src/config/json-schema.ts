/**
 * The JSON Schema of a configuration file, for editors and for reading: its descriptions are the reference of all options.
 */
import { z } from "zod";
import { configSchema } from "./schema.ts";

export function configJsonSchema(): unknown {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, {
    io: "input",
    unrepresentable: "any",
  });
  return { $schema, title: "Configuration of trailferry", ...schema };
}
