import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

export const ocsfVersions = ["1.1.0", "1.5.0", "1.8.0", "1.9.0"] as const;
export type OcsfVersion = (typeof ocsfVersions)[number];

const attribute = z.object({
  type: z.string(),
  object_type: z.string().optional(),
  is_array: z.boolean().optional(),
  requirement: z.enum(["required", "recommended", "optional"]),
  enum: z.record(z.string(), z.string()).optional(),
  sibling: z.string().optional(),
  profiles: z.array(z.string()).nullish(),
  "@deprecated": z.string().optional(),
});

const shape = z.object({
  name: z.string(),
  extends: z.string().optional(),
  attributes: z.record(z.string(), attribute),
  constraints: z
    .strictObject({
      at_least_one: z.array(z.string()).optional(),
      just_one: z.array(z.string()).optional(),
    })
    .optional(),
  "@deprecated": z.string().optional(),
});

/**
 * A compiled OCSF schema, named as the compiler names things. Parsing drops all that the validator does not read: captions
 * and groups, descriptions, associations. From https://github.com/ocsf/ocsf-schema, Apache-2.0, © OCSF, a Series of LF
 * Projects.
 */
export const compiledSchema = z.object({
  version: z.string(),
  types: z.record(
    z.string(),
    z.object({
      type: z.string().optional(),
      observable: z.number().optional(),
      regex: z.string().optional(),
      range: z.tuple([z.number(), z.number()]).optional(),
      max_len: z.number().optional(),
    }),
  ),
  profiles: z.record(z.string(), z.array(z.string())),
  observable_types: z.record(z.string(), z.object({ kind: z.string(), source: z.string() })),
  classes: z.record(z.string(), shape.extend({ uid: z.number() })),
  objects: z.record(z.string(), shape),
});

export type OcsfSchema = z.infer<typeof compiledSchema>;
/** What a class and an object have in common: attributes, and constraints between them. */
export type Shape = z.infer<typeof shape>;
export type Attribute = z.infer<typeof attribute>;

/** The schema reduced to the classes that we emit; `write-reduced.ts` made its file. */
export function ocsfSchema(version: OcsfVersion): OcsfSchema {
  return compiledSchema.parse(
    JSON.parse(gunzipSync(readFileSync(reducedFile(version))).toString()),
  );
}

export function reducedFile(version: OcsfVersion): URL {
  return new URL(`reduced-${version}.json.gz`, import.meta.url);
}

/** Lookup for keys that come from outside: `constructor` is no attribute and no enum value. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
