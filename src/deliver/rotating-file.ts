import { constants } from "node:fs";
import { mkdir, open, stat, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { Slots } from "../runtime/slots.ts";
import type { Form } from "./file/form.ts";
import { plainLines } from "./file/lines.ts";
import { rotate, type Rotation } from "./rotation.ts";

export interface RotatingFileConfig extends Rotation {
  /** An append that would let the file grow beyond this goes to a new one. */
  readonly rotateBytes: number;
}

export interface Manner {
  readonly path: string;
  readonly rotateBytes: number;
  readonly form: Form;
  /** False: appends count while only the operating system has them. A file that is put away is synced in any case. */
  readonly fsync: boolean;
  /** Moves the closed file from the path. */
  readonly putAway: () => Promise<void>;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly inode: number;
  /** Where the last complete append ended. */
  size: number;
}

/** Plain lines, durable, and a number for each full file. */
export function numberedLines(config: RotatingFileConfig): Manner {
  const { path, rotateBytes } = config;
  return { path, rotateBytes, form: plainLines, fsync: true, putAway: () => rotate(config) };
}

/**
 * A file of lines that only grows by whole appends. What a failed append left is cut off before the next one.
 * For one process: two that append to the same path could cut off each other's lines.
 */
export class RotatingFile {
  readonly #manner: Manner;
  readonly #turn = new Slots(1);
  #file: OpenFile | undefined;
  /** The end of the good lines in a file whose last append failed and could not be undone yet. */
  #cut: { readonly inode: number; readonly size: number } | undefined;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  /**
   * Resolves when the lines, the last one ended too, are on the disk. Throws what the file system throws, and then
   * keeps nothing of them. False if the signal was aborted before their turn came.
   */
  async append(lines: Buffer, signal: AbortSignal): Promise<boolean> {
    const bytes = await this.#manner.form.encode(lines);
    return this.#inTurn(async () => {
      if (signal.aborted) return false;
      await this.#append(bytes);
      return true;
    });
  }

  /** Puts the file away if there is anything in it, an earlier process's lines too. */
  finish(): Promise<void> {
    return this.#inTurn(async () => {
      if (!(await holdsAnything(this.#manner.path))) return;
      const file = await this.#current();
      if (file.size > 0) await this.#putAway(file);
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#release());
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn.take();
    try {
      return await work();
    } finally {
      this.#turn.give();
    }
  }

  async #append(bytes: Buffer): Promise<void> {
    const file = await this.#roomFor(bytes.length);
    try {
      await file.handle.appendFile(bytes);
      if (this.#manner.fsync) await file.handle.datasync();
      file.size += bytes.length;
    } catch (error) {
      await this.#undo(file);
      throw error;
    }
  }

  async #roomFor(bytes: number): Promise<OpenFile> {
    const file = await this.#current();
    if (file.size === 0 || file.size + bytes <= this.#manner.rotateBytes) return file;
    await this.#putAway(file);
    return this.#current();
  }

  async #putAway({ handle }: OpenFile): Promise<void> {
    if (!this.#manner.fsync) await handle.datasync();
    await this.#release();
    await this.#manner.putAway();
  }

  /** The open file, unless someone has moved, removed or changed what the path names. */
  async #current(): Promise<OpenFile> {
    if (this.#file !== undefined) {
      const named = await stat(this.#manner.path).catch(() => undefined);
      if (named?.ino === this.#file.inode && named.size === this.#file.size) return this.#file;
      await this.#release();
    }
    this.#file = await this.#open();
    if (this.#file !== undefined) return this.#file;
    await this.#manner.putAway();
    return this.#current();
  }

  /** Undefined where the path names what must not be continued. */
  async #open(): Promise<OpenFile | undefined> {
    const { path, form } = this.#manner;
    await mkdir(dirname(path), { recursive: true, mode: 0o750 });
    const handle = await open(
      path,
      constants.O_RDWR | constants.O_APPEND | constants.O_CREAT,
      0o640,
    );
    try {
      const { ino: inode, size: found } = await handle.stat();
      const cut = this.#cut?.inode === inode ? this.#cut.size : found;
      if (cut < found) await handle.truncate(cut);
      this.#cut = undefined;
      const size = await form.mend(handle, Math.min(cut, found));
      await syncDirectory(path);
      if (size !== undefined) return { handle, inode, size };
    } catch (error) {
      await handle.close();
      throw error;
    }
    await handle.close();
    return undefined;
  }

  /** A file whose write or sync failed is closed: only a new handle tells the truth about what comes next. */
  async #undo({ handle, inode, size }: OpenFile): Promise<void> {
    try {
      await handle.truncate(size);
    } catch {
      this.#cut = { inode, size };
    }
    await this.#release();
  }

  async #release(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    // What had to be on the disk was synced before: an error of close says nothing about it.
    await file?.handle.close().catch(() => undefined);
  }
}

async function holdsAnything(path: string): Promise<boolean> {
  const named = await stat(path).catch(() => undefined);
  return named !== undefined && named.size > 0;
}

/** Of the file that the path names. Without it a crash can lose the name of a new file, and its synced content with it. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
