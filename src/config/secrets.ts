/**
 * Values that are never shown: fixed ones, and ones that follow a mounted file.
 */
import { inspect } from "node:util";
import type { Clock } from "../runtime/clock.ts";
import type { Secret } from "../runtime/secret.ts";
import type { Environment, Files } from "./environment.ts";

const mask = "***";
const recheckMs = 1000;

/** Keys, anywhere in the configuration, whose values are secrets. */
export const secretKeys: ReadonlySet<string> = new Set(["api_key", "password", "token"]);

export function isSecret(value: unknown): value is Secret {
  return value instanceof FixedSecret || value instanceof FileSecret;
}

export class FixedSecret implements Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}

/**
 * The content of a file, read again when the file has changed. A file that is gone, unreadable or half written
 * keeps the last good value: a rotation must not stop deliveries that still work.
 */
export class FileSecret implements Secret {
  readonly #path: string;
  readonly #files: Files;
  readonly #clock: Clock;
  #value: string;
  #stamp = "";
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(path: string, value: string, { files, clock }: Pick<Environment, "files" | "clock">) {
    this.#path = path;
    this.#value = value;
    this.#files = files;
    this.#clock = clock;
  }

  reveal(): string {
    if (this.#clock.monotonic() - this.#checkedAt >= recheckMs) this.#refresh();
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }

  #refresh(): void {
    this.#checkedAt = this.#clock.monotonic();
    try {
      const { mtimeMs, size, ino } = this.#files.stat(this.#path);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (stamp === this.#stamp) return;
      const value = readTrimmed(this.#path, this.#files);
      if (secretProblem(value) !== undefined) return;
      this.#value = value;
      this.#stamp = stamp;
    } catch {
      // The last good value stays; the next look comes in a second.
    }
  }
}

/** What makes a value unusable in a header, as the second half of a sentence. */
export function secretProblem(value: string): string | undefined {
  if (value === "") return "is empty";
  if (/[^\t\x20-\x7e\u00a0-\uffff]/.test(value)) return "holds a line break or a control character";
  return undefined;
}

/** Editors and `echo` end a file with a line break that is not meant. */
export function readTrimmed(path: string, files: Files): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(files.read(path)).replace(/[\r\n]+$/, "");
}
