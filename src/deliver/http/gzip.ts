import { promisify } from "node:util";
import { gzip as zlibGzip, type ZlibOptions } from "node:zlib";

const zip = promisify<Buffer, ZlibOptions, Buffer>(zlibGzip);

/** Events shrink to a seventh or less: what fits into one chunk is not copied, and takes one trip to the thread pool. */
const usualRatio = 5;
const smallestChunk = 16 * 1024;

/** The lowest level costs a third of the default one and is the floor to beat. */
export function gzip(bytes: Buffer): Promise<Buffer> {
  const chunkSize = Math.max(smallestChunk, Math.ceil(bytes.length / usualRatio));
  return zip(bytes, { level: 1, chunkSize });
}
