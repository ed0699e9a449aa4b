import { promisify } from "node:util";
import { gzip as zlibGzip, type ZlibOptions } from "node:zlib";

const zip = promisify<Buffer, ZlibOptions, Buffer>(zlibGzip);

/** The lowest level costs a third of the default one and is the floor to beat; few large chunks spare the thread pool's round trips. */
const options = { level: 1, chunkSize: 256 * 1024 };

export function gzip(bytes: Buffer): Promise<Buffer> {
  return zip(bytes, options);
}
