import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { workerPathPattern } from "../workers/worker-path.ts";
import { isFileError } from "./file-error.ts";

/** Files of dead letters: the one that is written at present, rotated ones, and what earlier replays left. */
export interface LetterFile {
  readonly path: string;
  readonly bytes: number;
}

/** Oldest first. With `rotated`, also `path.1` and so on, and those of further workers. */
export async function findLetterFiles(
  path: string,
  { rotated }: { readonly rotated: boolean },
): Promise<readonly LetterFile[]> {
  const pattern = rotated ? anyOfThem(path) : sameOrTaken(path);
  const names = await readdir(dirname(path)).catch(nothingIfMissing);
  const mine = names.filter((name) => pattern.test(name));
  const found = await Promise.all(mine.map((name) => describe(join(dirname(path), name))));
  return found
    .flat()
    .sort((a, b) => a.changedMs - b.changedMs)
    .map(({ path: file, bytes }) => ({ path: file, bytes }));
}

/**
 * Moves the file away from whoever appends to it or rotates it, and tells its new name: the daemon sees that its file is
 * gone and begins a new one. What an earlier replay had taken moves too: should it still run, it finds its file gone and
 * leaves everything to this one. Undefined where the file is gone itself.
 */
export async function takeOver(path: string): Promise<string | undefined> {
  const target = `${path.replace(takenSuffix, "")}.replaying-${randomUUID()}`;
  try {
    await rename(path, target);
  } catch (error) {
    if (isFileError(error, "ENOENT")) return undefined;
    throw error;
  }
  await rm(restOf(path), { force: true });
  return target;
}

/** What is left of a file of letters is written there before it takes the file's place. */
export function restOf(path: string): string {
  return `${path}.rest`;
}

const taken = String.raw`\.replaying-[\da-f-]{36}`;
const takenSuffix = new RegExp(`${taken}$`);

function sameOrTaken(path: string): RegExp {
  return new RegExp(`^${RegExp.escape(basename(path))}(${taken})?$`);
}

function anyOfThem(path: string): RegExp {
  return new RegExp(String.raw`^${workerPathPattern(path)}(\.[1-9]\d{0,14})?(${taken})?$`);
}

function nothingIfMissing(error: unknown): string[] {
  if (isFileError(error, "ENOENT")) return [];
  throw error;
}

/** Nothing where a rotation moves the file at this moment: the next replay finds it under its new name. */
async function describe(path: string) {
  try {
    const file = await stat(path);
    return file.isFile() ? [{ path, bytes: file.size, changedMs: file.mtimeMs }] : [];
  } catch (error) {
    if (isFileError(error, "ENOENT")) return [];
    throw error;
  }
}
