import { basename, dirname, join } from "node:path";

/**
 * Two processes can't append to one file. The first worker keeps the configured name, so that it goes on where a single
 * process left off; the others have their number in it: `trail-worker-2.ndjson.gz` for `trail.ndjson.gz`.
 */
export function workerPath(path: string, number: number): string {
  if (number === 1) return path;
  const { stem, extension } = partsOf(path);
  return join(dirname(path), `${stem}-worker-${number}${extension}`);
}

/** What the file names of all workers have in common, however many there were; as a part of a regular expression. */
export function workerPathPattern(path: string): string {
  const { stem, extension } = partsOf(path);
  return String.raw`${RegExp.escape(stem)}(-worker-[1-9]\d*)?${RegExp.escape(extension)}`;
}

function partsOf(path: string): { readonly stem: string; readonly extension: string } {
  const [, stem = "", extension = ""] = /^(.[^.]*)(.*)$/s.exec(basename(path)) ?? [];
  return { stem, extension };
}
