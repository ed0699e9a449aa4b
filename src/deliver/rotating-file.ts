import { constants } from "node:fs";
import { mkdir, open, stat, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { Slots } from "../runtime/slots.ts";
import { rotate, type Rotation } from "./rotation.ts";

export interface RotatingFileConfig extends Rotation {
  /** An append that would let the file grow beyond this goes to a new one. */
  readonly rotateBytes: number;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly inode: number;
  /** Where the last complete append ended. */
  size: number;
}

/**
 * A file of lines that only grows by whole, durable appends. What a failed append left is cut off before the next one;
 * a line that a crash left half is closed with a line feed, so that it spoils no other.
 * For one process: two that append to the same path could cut off each other's lines.
 */
export class RotatingFile {
  readonly #config: RotatingFileConfig;
  readonly #turn = new Slots(1);
  #file: OpenFile | undefined;
  /** The end of the good lines in a file whose last append failed and could not be undone yet. */
  #cut: { readonly inode: number; readonly size: number } | undefined;

  constructor(config: RotatingFileConfig) {
    this.#config = config;
  }

  /**
   * Resolves when the lines, the last one ended too, are on the disk. Throws what the file system throws, and then
   * keeps nothing of them. False if the signal was aborted before their turn came.
   */
  append(lines: Buffer, signal: AbortSignal): Promise<boolean> {
    return this.#inTurn(async () => {
      if (signal.aborted) return false;
      await this.#append(lines);
      return true;
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

  async #append(lines: Buffer): Promise<void> {
    const file = await this.#roomFor(lines.length);
    try {
      await file.handle.appendFile(lines);
      await file.handle.datasync();
      file.size += lines.length;
    } catch (error) {
      await this.#undo(file);
      throw error;
    }
  }

  async #roomFor(bytes: number): Promise<OpenFile> {
    const file = await this.#current();
    if (file.size === 0 || file.size + bytes <= this.#config.rotateBytes) return file;
    await this.#release();
    await rotate(this.#config);
    return this.#current();
  }

  /** The open file, unless someone has moved, removed or changed what the path names. */
  async #current(): Promise<OpenFile> {
    if (this.#file !== undefined) {
      const named = await stat(this.#config.path).catch(() => undefined);
      if (named?.ino === this.#file.inode && named.size === this.#file.size) return this.#file;
      await this.#release();
    }
    this.#file = await this.#open();
    return this.#file;
  }

  async #open(): Promise<OpenFile> {
    const { path } = this.#config;
    await mkdir(dirname(path), { recursive: true, mode: 0o750 });
    const handle = await open(
      path,
      constants.O_RDWR | constants.O_APPEND | constants.O_CREAT,
      0o640,
    );
    try {
      const { ino: inode, size } = await handle.stat();
      const cut = this.#cut?.inode === inode ? this.#cut.size : size;
      if (cut < size) await handle.truncate(cut);
      this.#cut = undefined;
      const file = { handle, inode, size: Math.min(cut, size) };
      await endLastLine(file);
      await syncDirectory(path);
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
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
    // Everything acknowledged is synced: an error of close says nothing about it.
    await file?.handle.close().catch(() => undefined);
  }
}

async function endLastLine(file: OpenFile): Promise<void> {
  if (file.size === 0) return;
  const last = Buffer.alloc(1);
  await file.handle.read(last, 0, 1, file.size - 1);
  if (last[0] === 0x0a) return;
  await file.handle.appendFile("\n");
  file.size += 1;
}

/** Without it a crash can lose the name of a new file, and its synced content with it. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
