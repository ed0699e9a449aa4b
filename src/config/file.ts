/**
 * The file of a destination: how it is written, when it is finished and what becomes of it then.
 */
import type { z } from "zod";
import type { FileConfig } from "../deliver/file/config.ts";
import { choice, duration, flag, text } from "./fields.ts";
import { present } from "./present.ts";
import { rotatingFile } from "./rotating-file.ts";

export const fileFields = {
  ...rotatingFile,
  rotate_every: duration({ min: "1s", max: "31d" })
    .optional()
    .describe(
      "A file that has held lines for so long is finished though it is not full. Default: only when it is full.",
    ),
  finished_directory: text({ pattern: "^[^\\0]+$", problem: "is not the path of a directory" })
    .optional()
    .describe(
      "Directory that finished files are moved into, each under a name of its own that ends in time and a random part; it must be on the file system of path. Default: they stay beside path, with numbers.",
    ),
  compression: choice(["gzip", "none"])
    .prefault("none")
    .describe("gzip: each batch becomes a member of a gzip file. The name is as path has it."),
  fsync: flag()
    .prefault(true)
    .describe(
      "Whether a batch must be on the disk to count as delivered; with false, a crash of the machine may lose what was delivered last.",
    ),
};

type Given = z.output<z.ZodObject<typeof fileFields>>;

/** Who takes published files away decides how long they stay. For `check` of the section that holds the fields. */
export function refuseKeepFiles({ value, issues }: z.core.ParsePayload<Given>) {
  if (value.finished_directory === undefined || value.keep_files === 0) return;
  const message = "is for files with numbers; those in finished_directory are never removed";
  issues.push({ code: "custom", message, path: ["keep_files"], input: undefined });
}

export function resolveFile(given: Given): Omit<FileConfig, "name"> {
  const directory = given.finished_directory;
  return {
    path: given.path,
    rotateBytes: given.rotate_size,
    compression: given.compression,
    fsync: given.fsync,
    finished:
      directory === undefined
        ? { kind: "numbered", keepFiles: given.keep_files }
        : { kind: "published", directory },
    ...present({ rotateEveryMs: given.rotate_every }),
  };
}
