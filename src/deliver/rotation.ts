import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";

export interface Rotation {
  readonly path: string;
  /** Rotated files kept: `path.1` is the newest, `path.N` the oldest. 0 keeps all, `path.1` the oldest. */
  readonly keepFiles: number;
}

/** Gives the file its number; nothing is at `path` afterwards. A crash in between leaves a gap in the numbers, no loss. */
export async function rotate({ path, keepFiles }: Rotation): Promise<void> {
  const numbers = await rotatedNumbers(path);
  if (keepFiles === 0) {
    await rename(path, `${path}.${(numbers[0] ?? 0) + 1}`);
    return;
  }
  for (const number of numbers) {
    if (number >= keepFiles) await rm(`${path}.${number}`);
    else await rename(`${path}.${number}`, `${path}.${number + 1}`);
  }
  await rename(path, `${path}.1`);
}

/** Highest first. */
async function rotatedNumbers(path: string): Promise<readonly number[]> {
  const prefix = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((suffix) => /^[1-9]\d{0,14}$/.test(suffix))
    .map(Number)
    .sort((a, b) => b - a);
}
