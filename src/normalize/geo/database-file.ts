import { readFile, stat } from "node:fs/promises";
import { isJsonObject, type JsonObject } from "../../event.ts";
import type { Logger } from "../../observe/logger.ts";
import type { Database, Purpose, Verdict } from "./database.ts";

export interface NamedFile {
  readonly path: string;
  readonly purpose: Purpose;
}

/** A database file that can't be used when the program starts. */
export class UnusableDatabase extends Error {
  readonly file: NamedFile;
  /** The second half of a sentence that begins with the path. */
  readonly reason: string;

  constructor(file: NamedFile, reason: string) {
    super(`${file.path}, named as the ${file.purpose} database, ${reason}`);
    this.file = file;
    this.reason = reason;
  }
}

/**
 * A database that follows its file. A new file that is gone, unreadable or broken leaves the database in use as it
 * is, with one warning for each change. The content is held in memory once, and twice while a new file is read.
 */
export class DatabaseFile {
  readonly #file: NamedFile;
  readonly #log: Logger;
  /** Of the content that was judged last, usable or not. */
  #stamp: string;
  /** What was said last of a changed file that can't be used. */
  #told: string | undefined;
  #database: Database;
  #isKnownDamaged = false;

  private constructor(file: NamedFile, log: Logger, stamp: string, database: Database) {
    this.#file = file;
    this.#log = log;
    this.#stamp = stamp;
    this.#database = database;
  }

  /** Rejects with UnusableDatabase. */
  static async open(file: NamedFile, log: Logger): Promise<DatabaseFile> {
    const stamp = await stampOf(file.path);
    const verdict = await readDatabase(file);
    if (verdict.kind !== "usable") throw new UnusableDatabase(file, verdict.reason);
    log.info({ path: file.path, ...factsOf(verdict.database) }, "Opened a GeoIP database");
    return new DatabaseFile(file, log, stamp, verdict.database);
  }

  /** The entry of an address. A damaged file knows less; it fails no event. */
  find(address: string): JsonObject | undefined {
    try {
      const entry = this.#database.find(address);
      return isJsonObject(entry) ? entry : undefined;
    } catch (err) {
      this.#tellDamage(err);
      return undefined;
    }
  }

  /** True if a new file has taken the place of the one before. */
  async refresh(): Promise<boolean> {
    const { path } = this.#file;
    const stamp = await stampOf(path);
    if (stamp === this.#stamp) {
      this.#told = undefined;
      return false;
    }
    const verdict = await readDatabase(this.#file);
    if (verdict.kind !== "unreadable") this.#stamp = stamp;
    if (verdict.kind !== "usable") {
      this.#tellUnusable(verdict.reason, stamp);
      return false;
    }
    this.#database = verdict.database;
    this.#told = undefined;
    this.#isKnownDamaged = false;
    this.#log.info({ path, ...factsOf(this.#database) }, "Opened a changed GeoIP database");
    return true;
  }

  #tellUnusable(reason: string, stamp: string): void {
    const complaint = `${stamp} ${reason}`;
    if (complaint === this.#told) return;
    this.#told = complaint;
    this.#log.warn(
      { path: this.#file.path, reason, inUse: factsOf(this.#database) },
      "Kept the GeoIP database in use; the changed file can't be used",
    );
  }

  #tellDamage(err: unknown): void {
    if (this.#isKnownDamaged) return;
    this.#isKnownDamaged = true;
    const { path } = this.#file;
    this.#log.warn({ path, err }, "Found a GeoIP database damaged; some addresses get no place");
  }
}

/**
 * Differs when the path leads to another file or to other content: after a write, a rename over it, or the exchange of
 * a symbolic link above it, which is how Kubernetes updates a mounted volume. Taken before the content is read, so that
 * a change in between is seen the next time.
 */
async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch (error) {
    return systemError(error).message;
  }
}

/** Reading may go well the next time; a verdict on the content stands until it changes. */
type Reading = Verdict | { readonly kind: "unreadable"; readonly reason: string };

async function readDatabase({ path, purpose }: NamedFile): Promise<Reading> {
  const { parseDatabase } = await import("./database.ts");
  try {
    return parseDatabase(await readFile(path), purpose);
  } catch (error) {
    return { kind: "unreadable", reason: `can't be read: ${systemError(error).message}` };
  }
}

/** The error again where the file system gave it; anything else is a bug, and thrown on. */
function systemError(error: unknown): Error {
  if (error instanceof Error && "code" in error) return error;
  throw error;
}

function factsOf({ type, built }: Database) {
  return { type, built };
}
