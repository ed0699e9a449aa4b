import type { FileHandle } from "node:fs/promises";
import type { Form } from "./form.ts";
import { readRange } from "./read-range.ts";

const step = 1024 * 1024;
const lineFeed = 0x0a;

/**
 * A last line without line feed: a crash left it half, or someone took the line feed off. Half an object of JSON never
 * counted as written and is cut off; anything else is closed with a line feed, so that it spoils no other.
 */
export const plainLines: Form = {
  encode: (lines) => Promise.resolve(lines),
  async mend(handle, size) {
    const line = await lastLine(handle, size);
    if (line.length === 0) return size;
    if (isHalf(line.toString("utf8"))) {
      await handle.truncate(size - line.length);
      return size - line.length;
    }
    await handle.appendFile("\n");
    return size + 1;
  },
};

/** What comes after the last line feed. */
async function lastLine(handle: FileHandle, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let end = size; end > 0; end -= step) {
    const bytes = await readRange(handle, Math.max(0, end - step), end);
    const start = bytes.lastIndexOf(lineFeed) + 1;
    parts.unshift(bytes.subarray(start));
    if (start > 0) break;
  }
  return Buffer.concat(parts);
}

function isHalf(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}
