import { constants } from "node:buffer";
import { PlaceTrouble } from "./letter-place.ts";

const lineFeed = 0x0a;

/** The lines without their line feeds; also the last one where it has none. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]);
      begun = [];
      bytes = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    begun.push(chunk.subarray(start));
    bytes += chunk.length - start;
    // Longer than any text can be: whatever it is, it holds no letters.
    if (bytes > constants.MAX_STRING_LENGTH)
      throw new PlaceTrouble(`A line is longer than ${constants.MAX_STRING_LENGTH} bytes`);
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}
