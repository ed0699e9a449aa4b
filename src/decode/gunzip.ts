/**
 * Inflates gzip, several members included, and yields everything that could be inflated before it throws.
 *
 * Node's own async iteration of a stream drops what the stream holds when an error destroys it, and piping reads
 * ahead of it. So the input goes in slice by slice, the next one only when all output of the last was taken, and
 * output is caught in the `data` event. A high-water mark of 1 and the pause make zlib wait for the consumer after
 * each chunk, so a bomb inflates no further than it is read. A small body needs none of this.
 */
import { createGunzip, type Gunzip } from "node:zlib";
import { ObjectFailure, release } from "./failure.ts";
import { inflateAtOnce, readBeginning, type Beginning } from "./small-body.ts";

/** Less output than this is lost with the slice in which damage shows; more slices cost more trips to the thread pool. */
const sliceBytes = 64 * 1024;
/** The checksum and length that end a member: on their own, so that a wrong one loses no output. */
const trailerBytes = 8;
/** What was copied of a chunk is left to the garbage collector: of larger ones more is there at a time. */
const chunkSize = 128 * 1024;
const settings = { chunkSize, highWaterMark: 1 };

export async function* gunzip(
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const pieces = body[Symbol.asyncIterator]();
  try {
    const beginning = await readBeginning(pieces);
    const text = inflateAtOnce(beginning);
    if (text === undefined) yield* inflate(beginning, pieces);
    else if (text.length > 0) yield text;
  } finally {
    await pieces.return?.();
  }
}

async function* inflate(
  { pieces, end }: Beginning,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const inflation = new Inflation();
  try {
    for (const piece of pieces) yield* inflation.feedAll(piece);
    if (typeof end === "object") throw end.error;
    if (end === "open") {
      for (let next = await rest.next(); next.done !== true; next = await rest.next())
        yield* inflation.feedAll(next.value);
    }
    yield* inflation.finish();
  } finally {
    inflation.close();
  }
}

class Inflation {
  readonly #stream: Gunzip = createGunzip(settings);
  readonly #inflated: Buffer[] = [];
  #error: Error | undefined;
  #ended = false;
  #fed = 0;
  #bytes = 0;
  #wake = () => {};

  constructor() {
    this.#stream.on("data", (chunk: Buffer) => {
      this.#inflated.push(chunk);
      this.#stream.pause();
      this.#wake();
    });
    this.#stream.on("error", (error) => {
      this.#error = error;
      this.#wake();
    });
    this.#stream.on("end", () => {
      this.#ended = true;
      this.#wake();
    });
  }

  async *feedAll(piece: Buffer): AsyncGenerator<Buffer, void, undefined> {
    for (const slice of slices(piece)) yield* this.#feed(slice);
  }

  async *#feed(slice: Buffer): AsyncGenerator<Buffer, void, undefined> {
    this.#fed += slice.length;
    if (!this.#ended) {
      let taken = false;
      this.#stream.write(slice, () => {
        taken = true;
        this.#wake();
      });
      yield* this.#output(() => taken);
    }
    this.#refuseGarbage(slice);
  }

  async *finish(): AsyncGenerator<Buffer, void, undefined> {
    if (this.#ended) return;
    this.#stream.end();
    yield* this.#output(() => false);
  }

  close(): void {
    this.#stream.destroy();
  }

  /** Yields what comes out until the input is taken and nothing is left, or zlib has come to its end. */
  async *#output(taken: () => boolean): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const chunk = this.#inflated.shift();
      if (chunk !== undefined) {
        this.#bytes += chunk.length;
        yield chunk;
        this.#stream.resume();
      } else if (this.#error !== undefined) {
        throw damaged(this.#error.message, this.#bytes, this.#error);
      } else if (this.#ended || (taken() && this.#stream.readableLength === 0)) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** zlib ends at a zero byte behind a member and says nothing of what follows. Only zeros, which pad blocks, are fine. */
  #refuseGarbage(slice: Buffer): void {
    if (!this.#ended) return;
    const leftOver = Math.min(this.#fed - this.#stream.bytesWritten, slice.length);
    if (slice.subarray(slice.length - leftOver).some((byte) => byte !== 0)) {
      throw damaged("unknown bytes after the end", this.#bytes);
    }
  }
}

function* slices(piece: Buffer): Generator<Buffer, void, undefined> {
  const trailer = Math.max(0, piece.length - trailerBytes);
  for (let at = 0; at < trailer; at += sliceBytes) {
    yield piece.subarray(at, Math.min(at + sliceBytes, trailer));
  }
  yield piece.subarray(trailer);
}

function damaged(what: string, offset: number, cause?: Error): ObjectFailure {
  return new ObjectFailure(release("object_damaged"), `The gzip data are damaged: ${what}`, {
    offset,
    cause,
  });
}
