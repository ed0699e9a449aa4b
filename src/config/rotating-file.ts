/**
 * A file that starts anew when it has grown: of a destination, or of dead letters.
 */
import type { z } from "zod";
import { integer, section, size } from "./fields.ts";
import { filePath } from "./names.ts";

export interface RotatingFileConfig {
  readonly path: string;
  readonly rotateBytes: number;
  /** 0 keeps all. */
  readonly keepFiles: number;
}

export const rotatingFile = {
  path: filePath.describe("File to append to; its directory is made where it is missing."),
  rotate_size: size({ min: "1MiB", max: "1024GiB" })
    .prefault("100MiB")
    .describe("A file that has grown beyond this is renamed, and a new one begins."),
  keep_files: integer({ min: 0, max: 10_000 })
    .prefault(0)
    .describe("Renamed files that are kept, older ones are removed; 0 keeps all."),
};

export const rotatingFileSection = section(rotatingFile);

export function resolveRotatingFile(
  given: z.output<typeof rotatingFileSection>,
): RotatingFileConfig {
  return { path: given.path, rotateBytes: given.rotate_size, keepFiles: given.keep_files };
}
