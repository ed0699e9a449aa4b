import { ObjectFailure, keep } from "./failure.ts";
import { gunzip } from "./gunzip.ts";
import type { CountBytes, ReadLimits } from "./limits.ts";

const gzipMagic = Buffer.from([0x1f, 0x8b]);
const parquetMagic = Buffer.from("PAR1");

/**
 * An object's uncompressed text. The first bytes decide whether it is gzip: names and headers are wrong about it
 * where objects were copied. Throws an `ObjectFailure` at a limit, after the bytes before it.
 */
export async function* readText(
  body: AsyncIterable<Buffer>,
  limits: ReadLimits,
  onBytes: CountBytes,
): AsyncGenerator<Buffer, void, undefined> {
  const passed = { compressed: 0, uncompressed: 0 };
  for await (const chunk of unwrap(stored())) {
    passed.uncompressed += chunk.length;
    onBytes("uncompressed", chunk.length);
    if (passed.uncompressed > limits.uncompressedBytes) throw tooLarge();
    yield chunk;
  }

  async function* stored(): AsyncGenerator<Buffer, void, undefined> {
    for await (const piece of body) {
      passed.compressed += piece.length;
      onBytes("compressed", piece.length);
      if (passed.compressed > limits.compressedBytes) throw tooLarge();
      yield piece;
    }
  }

  function tooLarge(): ObjectFailure {
    const { compressedBytes, uncompressedBytes } = limits;
    return new ObjectFailure(
      keep("object_too_large"),
      `The object is larger than ${compressedBytes} bytes as stored or ${uncompressedBytes} uncompressed: ` +
        `${passed.compressed} and ${passed.uncompressed} were read`,
      { offset: passed.uncompressed },
    );
  }
}

async function* unwrap(
  stored: AsyncGenerator<Buffer, void, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    const head = await readHead(stored);
    if (head.subarray(0, parquetMagic.length).equals(parquetMagic)) throw parquet();
    const whole = startingWith(head, stored);
    yield* head.subarray(0, gzipMagic.length).equals(gzipMagic) ? gunzip(whole) : whole;
  } finally {
    await stored.return();
  }
}

/** The first bytes, as many as it takes to know what they are. */
async function readHead(stored: AsyncGenerator<Buffer, void, undefined>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < parquetMagic.length) {
    const next = await stored.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* startingWith(
  head: Buffer,
  rest: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  if (head.length > 0) yield head;
  yield* rest;
}

function parquet(): ObjectFailure {
  return new ObjectFailure(
    keep("unsupported"),
    "The object is Parquet: Security Lake is not supported, subscribe to the trail's own bucket",
  );
}
