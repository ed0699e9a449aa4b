import { existsSync } from "node:fs";
import { lstat, mkdir, readFile, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import type { FileConfig } from "../../src/deliver/file/config.ts";
import { createFileDestination } from "../../src/deliver/file/destination.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import { aFileConfig } from "../support/file-config.ts";
import { heldLines } from "../support/held-lines.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

/** Linux's file that has no room for anything. */
const fullDevice = "/dev/full";

const plain = {};
const compressed = { compression: "gzip" } as const;

describeDestination("file", {
  accepted: () => writing(plain),
  missing: () => writing(plain, (path) => mkdir(path)),
  ...(existsSync(fullDevice) && {
    no_space: () => writing(plain, (path) => symlink(fullDevice, path)),
  }),
});

describeDestination("compressed file", {
  accepted: () => writing(compressed),
  missing: () => writing(compressed, (path) => mkdir(path)),
  ...(existsSync(fullDevice) && {
    no_space: () => writing(compressed, (path) => symlink(fullDevice, path)),
  }),
});

/** At the path something may stand in the way; healing takes that away. */
async function writing(
  changes: Partial<FileConfig>,
  obstruct: (path: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<Stage> {
  const path = join(await temporaryDirectory(), "trail", "events.ndjson");
  await mkdir(dirname(path));
  await obstruct(path);
  const clock = new ManualClock();
  return {
    destination: createFileDestination(aFileConfig({ path, ...changes }), {
      clock,
      log: silentLogger,
      onBug: (bug) => expect.unreachable(String(bug)),
    }),
    clock,
    held: async () => ((await isRegular(path)) ? heldLines(await textOf(path)) : []),
    async heal() {
      if (!(await isRegular(path))) await rm(path, { recursive: true });
    },
  };
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8");
}

async function isRegular(path: string): Promise<boolean> {
  return (await lstat(path)).isFile();
}
