import { gunzipSync } from "node:zlib";

/** Most of CloudTrail's objects are a few KB. To inflate this much takes half a millisecond of the main thread. */
const smallBytes = 32 * 1024;
/** What inflates to more is left to the stream, which waits for its reader. */
const mostOutput = 1024 * 1024;

/** The beginning of a body: all of it where it is small and nothing went wrong. */
export interface Beginning {
  readonly pieces: readonly Buffer[];
  readonly end: "ended" | "open" | { readonly error: unknown };
}

export async function readBeginning(body: AsyncIterator<Buffer>): Promise<Beginning> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    while (bytes <= smallBytes) {
      const next = await body.next();
      if (next.done === true) return { pieces, end: "ended" };
      pieces.push(next.value);
      bytes += next.value.length;
    }
  } catch (error) {
    return { pieces, end: { error } };
  }
  return { pieces, end: "open" };
}

/**
 * What a small and flawless body inflates to, without a stream, which costs several trips to the thread pool. Undefined
 * for any other: what is wrong with it, and what can be had of it all the same, is for the stream to say.
 */
export function inflateAtOnce({ pieces, end }: Beginning): Buffer | undefined {
  const body = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
  if (end !== "ended" || body.length < lengthBytes) return undefined;
  const length = body.readUInt32LE(body.length - lengthBytes);
  if (length > mostOutput) return undefined;
  try {
    const text = gunzipSync(body, { chunkSize: length + room, maxOutputLength: length + room });
    // Of several members, or with something behind the last, the length would be another.
    return text.length === length ? text : undefined;
  } catch {
    return undefined;
  }
}

/** A gzip member ends with the length of its text. */
const lengthBytes = 4;
/** zlib wants to see that nothing more comes. */
const room = 64;
