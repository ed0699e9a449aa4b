import { createReadStream } from "node:fs";
import { open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { syncDirectory } from "../deliver/rotating-file.ts";
import { restOf } from "./letter-files.ts";
import { PlaceTrouble } from "./letter-place.ts";
import type { Sheaf } from "./sheaf.ts";

/** A file of letters that was taken over: nobody appends to it any more. */
export function createFileSheaf(path: string): Sheaf {
  const restPath = restOf(path);
  let rest: FileHandle | undefined;
  let readBytes = 0;
  const closeRest = async () => {
    const handle = rest;
    rest = undefined;
    await handle?.close();
  };
  return {
    name: path,
    amountOf: (bytes) => bytes,
    async *content() {
      for await (const chunk of createReadStream(path)) {
        if (!Buffer.isBuffer(chunk)) throw new TypeError("A file was not read as bytes");
        readBytes += chunk.length;
        yield chunk;
      }
    },
    async keep(line) {
      rest ??= await open(restPath, "w", (await stat(path)).mode & 0o777);
      await rest.appendFile(Buffer.concat([line, lineFeed]));
    },
    async replace(keptLines) {
      if ((await stat(path)).size !== readBytes)
        throw new PlaceTrouble(`${path} changed while it was replayed; it is left as it is`);
      if (keptLines === 0) {
        await rm(path);
      } else {
        // The rest must be on the disk before its name stands for the whole.
        await rest?.sync();
        await closeRest();
        await rename(restPath, path);
      }
      await syncDirectory(path);
    },
    async release() {
      await closeRest();
      await rm(restPath, { force: true });
    },
  };
}

const lineFeed = Buffer.from("\n");
