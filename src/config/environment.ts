/**
 * Everything outside the configuration file that its meaning depends on; passed in, so that tests make their own.
 */
import { readFileSync, statSync } from "node:fs";
import { systemClock, type Clock } from "../runtime/clock.ts";

export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  readonly clock: Clock;
}

/** Both throw as `node:fs` does. Synchronous: files are small, and a secret is revealed in the middle of other work. */
export interface Files {
  read(path: string): Buffer;
  stat(path: string): FileStatus;
}

export interface FileStatus {
  readonly mtimeMs: number;
  readonly size: number;
  readonly ino: number;
  readonly mode: number;
}

export function systemEnvironment(): Environment {
  return {
    variables: process.env,
    files: { read: (path) => readFileSync(path), stat: (path) => statSync(path) },
    clock: systemClock,
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist: a part of its path is a file",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  EISDIR: "is a directory",
  ELOOP: "is a symbolic link that leads nowhere",
};

/** Why a file could not be read, as the second half of a sentence that begins with its path. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof TypeError) return "is not UTF-8 text";
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  return reasons[code] ?? `can't be read (${code})`;
}
