import type { Trouble, TroubleKind } from "./destination.ts";

/** What a failed write to a file means. Undefined where the error is none of the file system's: then it is a bug, and the caller throws it on. */
export function fileTrouble(error: unknown, path: string): Trouble | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string")
    return undefined;
  // Node names its own complaints about arguments and states so.
  if (error.code.startsWith("ERR_")) return undefined;
  const [kind, advice] = known[error.code] ?? unknown;
  return { kind, message: `Cannot write ${placeOf(error) ?? path} (${error.code}): ${advice}` };
}

/** What the system was asked for: a directory on the way, perhaps, or the new name of a file. */
function placeOf(error: Error): string | undefined {
  const place = "dest" in error ? error.dest : "path" in error && error.path;
  return typeof place === "string" ? place : undefined;
}

const full = ["unavailable", "free some space on its file system."] as const;
const forbidden = ["forbidden", "give this process the right to write there."] as const;
const misnamed = ["missing", "the path must name a file in a directory."] as const;
const elsewhere = [
  "missing",
  "finished files must stay on the file system that they are written on.",
] as const;
const unknown = ["unavailable", "see what the system says about its file system."] as const;

const known: Readonly<Record<string, readonly [TroubleKind, string]>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: forbidden,
  EEXIST: misnamed,
  EISDIR: misnamed,
  ENOTDIR: misnamed,
  ENAMETOOLONG: misnamed,
  ELOOP: misnamed,
  EXDEV: elsewhere,
};
