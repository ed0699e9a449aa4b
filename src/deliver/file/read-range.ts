import type { FileHandle } from "node:fs/promises";

/** The bytes from start to before end, all of them: a single read may give fewer. */
export async function readRange(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(end - start);
  let filled = 0;
  while (filled < bytes.length) {
    const rest = bytes.length - filled;
    const { bytesRead } = await handle.read(bytes, filled, rest, start + filled);
    if (bytesRead === 0) throw new Shortened("The file became shorter while it was read");
    filled += bytesRead;
  }
  return bytes;
}

/** Someone else is at work on the file: as any other trouble of it, it may be over at the next attempt. */
class Shortened extends Error {
  readonly code = "EIO";
}
