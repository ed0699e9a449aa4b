import { sleep, type Clock } from "../runtime/clock.ts";
import { isFileError } from "./file-error.ts";
import { createFileSheaf } from "./file-sheaf.ts";
import { findLetterFiles, takeOver } from "./letter-files.ts";
import { PlaceTrouble, type LetterPlace, type Page, type PageLimits } from "./letter-place.ts";
import { pagesOf } from "./sheaf.ts";

export interface FilePlaceOptions {
  readonly paths: readonly string[];
  /** With the rotated files of each path. */
  readonly rotated: boolean;
  /** Nothing will be delivered: the files are read where they are. */
  readonly onlyLook: boolean;
  readonly limits: PageLimits;
  readonly clock: Clock;
}

/** A daemon that had looked at its file before it was taken over has appended to it by then. */
const lastAppendMs = 2000;

/**
 * Dead letters in files. Each is renamed to `<file>.replaying-<id>` before it is read, so that letters which the daemon
 * writes meanwhile go to a new file. What is left of it keeps that name, and the next replay finds it.
 */
export function createFilePlace(options: FilePlaceOptions): LetterPlace {
  const { paths, rotated, onlyLook, limits, clock } = options;
  const find = async () => {
    const files = await Promise.all(paths.map((path) => findLetterFiles(path, { rotated })));
    const missing = paths.find((_, at) => files[at]?.length === 0);
    if (missing !== undefined && !rotated) throw new PlaceTrouble(`There is no file ${missing}`);
    return files.flat();
  };

  async function* pages(stopping: AbortSignal): AsyncGenerator<Page> {
    const files = (await find()).map(({ path }) => path);
    const taken = onlyLook ? files : await takeAllOver(files);
    if (!onlyLook && taken.length > 0) await sleep(clock, lastAppendMs, stopping);
    for (const path of taken) {
      if (stopping.aborted) return;
      const sheaf = createFileSheaf(path);
      const whole = onlyLook ? { ...sheaf, keep: () => Promise.resolve() } : sheaf;
      yield* pagesOf(whole, limits, stopping);
    }
  }

  return {
    measure: () => explained(async () => (await find()).reduce((sum, { bytes }) => sum + bytes, 0)),
    async *pages(stopping) {
      try {
        yield* pages(stopping);
      } catch (error) {
        throw explain(error);
      }
    },
    close: () => undefined,
  };
}

async function takeAllOver(files: readonly string[]): Promise<readonly string[]> {
  const taken = await Promise.all(files.map(takeOver));
  return taken.filter((path) => path !== undefined);
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error);
  }
}

/** Node's message names the path and what was tried. */
function explain(error: unknown): unknown {
  return isFileError(error)
    ? new PlaceTrouble(`Dead letters can't be replayed: ${error.message}`, { cause: error })
    : error;
}
