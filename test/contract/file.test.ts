import { existsSync } from "node:fs";
import { lstat, mkdir, readFile, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createFileDestination } from "../../src/deliver/file/destination.ts";
import { heldLines } from "../support/held-lines.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

/** Linux's file that has no room for anything. */
const fullDevice = "/dev/full";

describeDestination("file", {
  accepted: () => writingTo(() => Promise.resolve()),
  missing: () => writingTo((path) => mkdir(path)),
  ...(existsSync(fullDevice) && { no_space: () => writingTo((path) => symlink(fullDevice, path)) }),
});

/** A path at which something may stand in the way; healing takes that away. */
async function writingTo(obstruct: (path: string) => Promise<unknown>): Promise<Stage> {
  const path = join(await temporaryDirectory(), "trail", "events.ndjson");
  await mkdir(dirname(path));
  await obstruct(path);
  const config = { name: "file", path, rotateBytes: 1_000_000, keepFiles: 0 };
  return {
    destination: createFileDestination(config),
    clock: new ManualClock(),
    held: async () => ((await isRegular(path)) ? heldLines(await readFile(path, "utf8")) : []),
    async heal() {
      if (!(await isRegular(path))) await rm(path, { recursive: true });
    },
  };
}

async function isRegular(path: string): Promise<boolean> {
  return (await lstat(path)).isFile();
}
