import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ObjectFailure } from "../../src/decode/failure.ts";
import { gunzip } from "../../src/decode/gunzip.ts";
import { settle } from "../support/manual-clock.ts";
import { inPieces } from "../support/trail.ts";

/** Digits of a chaotic sequence, which gzip can't make small. */
const words = Buffer.from(
  Array.from({ length: 30_000 }, (_, at) => Math.sin(at * at).toString(36)).join(" "),
);
const zipped = gzipSync(words);

async function inflate(body: AsyncIterable<Buffer>) {
  const chunks: Buffer[] = [];
  let failure: unknown;
  try {
    for await (const chunk of gunzip(body)) chunks.push(chunk);
  } catch (error) {
    failure = error;
  }
  return { text: Buffer.concat(chunks), failure };
}

async function* breakingAfter(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield bytes;
  throw new ObjectFailure({ kind: "release", reason: "draining" }, "Cut short");
}

const releasedAsDamaged = (offset: number) =>
  expect.objectContaining({ settlement: { kind: "release", reason: "object_damaged" }, offset });

describe("gunzip", () => {
  it.each([300, 16_384, 16_392, 1_000_000])("inflates pieces of %i bytes", async (size) => {
    const result = await inflate(inPieces(zipped, size));

    expect(result.failure).toBeUndefined();
    expect(result.text.equals(words)).toBe(true);
  });

  it.each([300, 1_000_000])("inflates several members in pieces of %i", async (size) => {
    const members = [gzipSync("one "), gzipSync(""), gzipSync("two "), zipped];

    const result = await inflate(inPieces(Buffer.concat(members), size));

    expect(result.failure).toBeUndefined();
    expect(result.text.equals(Buffer.concat([Buffer.from("one two "), words]))).toBe(true);
  });

  it.each([1, 30, 3000, 300_000])("inflates a body of %i characters", async (length) => {
    const text = words.subarray(0, length);

    const result = await inflate(inPieces(gzipSync(text), 700));

    expect(result.failure).toBeUndefined();
    expect(result.text.equals(text)).toBe(true);
  });

  it("yields what a small body holds before the place where it breaks off or is damaged", async () => {
    const text = words.subarray(0, 20_000);
    const small = gzipSync(text);
    const damaged = Buffer.from(small);
    damaged.writeUInt32LE(1, small.length - 8);

    const broken = await inflate(breakingAfter(small.subarray(0, 5000)));
    const wrong = await inflate(inPieces(damaged, 1000));

    expect(broken.text.length).toBeGreaterThan(1000);
    expect(broken.failure).toMatchObject({ message: "Cut short" });
    expect(wrong.text.equals(text)).toBe(true);
    expect(wrong.failure).toEqual(releasedAsDamaged(text.length));
  });

  it("inflates members that come byte by byte", async () => {
    const members = ["one ", "", "two ", "three"].map((text) => gzipSync(text));

    const result = await inflate(inPieces(Buffer.concat(members), 1));

    expect(result.failure).toBeUndefined();
    expect(result.text.toString()).toBe("one two three");
  });

  it.each([1, 100, 1_000_000])(
    "takes zeros behind the end for padding, in pieces of %i",
    async (size) => {
      const padded = Buffer.concat([gzipSync("text"), Buffer.alloc(500)]);

      const result = await inflate(inPieces(padded, size));

      expect(result.failure).toBeUndefined();
      expect(result.text.toString()).toBe("text");
    },
  );

  it.each([
    ["text", Buffer.from("junk")],
    ["zeros and text", Buffer.concat([Buffer.alloc(40), Buffer.from("junk")])],
    ["a broken member", Buffer.from([0x1f, 0x8b, 0xff, 0xff])],
    ["half a header", Buffer.from([0x1f])],
  ])("yields everything and then fails for %s behind the end", async (_kind, garbage) => {
    for (const size of [300, 1_000_000]) {
      const result = await inflate(inPieces(Buffer.concat([zipped, garbage]), size));

      expect(result.failure).toEqual(releasedAsDamaged(result.text.length));
      if (garbage.length <= 8) expect(result.text.length).toBe(words.length);
    }
  });

  it("yields everything before it fails for a wrong checksum", async () => {
    const wrong = Buffer.from(zipped);
    wrong.writeUInt32LE(1, wrong.length - 8);

    const result = await inflate(inPieces(wrong));

    expect(result.text.equals(words)).toBe(true);
    expect(result.failure).toEqual(releasedAsDamaged(words.length));
  });

  it("yields a true beginning before it fails for damage in the middle", async () => {
    const broken = Buffer.from(zipped);
    broken.fill(0xff, 40_000, 40_100);

    const { text, failure } = await inflate(inPieces(broken, 1024));

    expect(failure).toEqual(releasedAsDamaged(text.length));
    expect(text.length).toBeGreaterThan(30_000);
    expect(text.subarray(0, 30_000).equals(words.subarray(0, 30_000))).toBe(true);
  });

  it("fails for a body that is cut off, with all that was inflated", async () => {
    const { text, failure } = await inflate(inPieces(zipped.subarray(0, 30_000)));

    expect(failure).toEqual(releasedAsDamaged(text.length));
    expect(text.equals(words.subarray(0, text.length))).toBe(true);
  });

  it("passes on what the body throws, after all that was inflated before", async () => {
    const body = breakingAfter(zipped.subarray(0, 30_000));

    const { text, failure } = await inflate(body);

    expect(failure).toMatchObject({ message: "Cut short" });
    expect(text.length).toBeGreaterThan(20_000);
  });

  it("inflates a bomb no further than it is read", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    let pieces = 0;
    async function* body() {
      for await (const piece of inPieces(bomb)) {
        pieces += 1;
        yield piece;
      }
    }

    const chunks = gunzip(body());
    await chunks.next();
    const before = process.memoryUsage().arrayBuffers;
    // An inflater that does not wait for its reader would be megabytes ahead after so many turns.
    for (let turn = 0; turn < 2000; turn += 1) await settle();
    const grown = process.memoryUsage().arrayBuffers - before;
    await chunks.return();

    expect(pieces).toBe(1);
    expect(grown).toBeLessThan(2 * 1024 * 1024);
  });

  it("closes the body when it is left early", async () => {
    let closed = false;
    async function* body() {
      try {
        yield* inPieces(zipped, 100);
      } finally {
        closed = true;
      }
    }

    for await (const chunk of gunzip(body())) if (chunk.length > 0) break;

    expect(closed).toBe(true);
  });

  it("yields little bytes in a buffer of little size, since records keep it", async () => {
    const little = gzipSync('{"Records":[]}');

    for await (const chunk of gunzip(inPieces(little, 100)))
      // What Node.js shares among little buffers, at most.
      expect(chunk.buffer.byteLength).toBeLessThan(128 * 1024);
  });
});
