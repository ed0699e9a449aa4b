import type { FileHandle } from "node:fs/promises";

/** How lines stand in a file. */
export interface Form {
  /** What is appended for some lines. */
  encode(lines: Buffer): Promise<Buffer>;
  /**
   * Makes what stands in a file, which a crash may have left in the middle of an append, fit to be continued, and tells
   * where it ends then. Undefined where it is something else, which must not be continued.
   */
  mend(handle: FileHandle, size: number): Promise<number | undefined>;
}
