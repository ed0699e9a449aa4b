import { randomBytes } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Clock } from "../../runtime/clock.ts";
import { syncDirectory } from "../rotating-file.ts";

/**
 * Gives a finished file its final name in the directory, `trail-20260304T050607.123Z-1f2e3d4c.ndjson.gz` for
 * `trail.ndjson.gz`. The names of one process are in the order of time, and no other process has the same.
 */
export function publishTo(directory: string, path: string, clock: Clock): () => Promise<void> {
  const [, stem = "", extension = ""] = /^(.[^.]*)(.*)$/s.exec(basename(path)) ?? [];
  const process = randomBytes(4).toString("hex");
  let last = 0;
  return async () => {
    last = Math.max(last + 1, clock.now());
    const time = new Date(last).toISOString().replaceAll(/[-:]/g, "");
    const name = join(directory, `${stem}-${time}-${process}${extension}`);
    await mkdir(directory, { recursive: true, mode: 0o750 });
    await rename(path, name);
    await syncDirectory(name);
    await syncDirectory(path);
  };
}
