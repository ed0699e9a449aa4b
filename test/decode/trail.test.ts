import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { defaultReadLimits } from "../../src/decode/limits.ts";
import { readTrail } from "../../src/decode/trail.ts";
import { anOrigin, inPieces, readAll } from "../support/trail.ts";

const released = { kind: "release", reason: "object_damaged" };

function aRecordText(id: number, more: object = {}): string {
  const eventID = `${String(id).padStart(8, "0")}-EXAMPLE`;
  return JSON.stringify({
    eventVersion: "1.11",
    eventSource: "s3.amazonaws.com",
    eventName: "GetObject",
    eventID,
    requestParameters: { key: `"ü🎈\\${id}` },
    ...more,
  });
}

const records = Array.from({ length: 12 }, (_, id) => aRecordText(id));
const document = `{"Records":[${records.join(",")}]}`;

const layouts: readonly (readonly [string, string])[] = [
  ["a document", document],
  ["a bare array", `[${records.join(",")}]`],
  ["NDJSON", `${records.join("\n")}\n`],
  ["records one after another", records.join("")],
  [
    "documents one after another",
    `{"Records":[${records.slice(0, 5).join(",")}]}\n{"Records":[${records.slice(5).join(",")}]}`,
  ],
];

describe("readTrail", () => {
  it.each(layouts)(
    "reads %s, plain, with a byte-order mark, as gzip and in two members",
    async (_name, text) => {
      const half = Math.floor(text.length / 2);
      const members = Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))]);

      for (const stored of [
        Buffer.from(text),
        Buffer.from(`\ufeff${text}`),
        gzipSync(text),
        members,
      ]) {
        for (const size of [1, 3, 100_000]) {
          const reading = await readAll(inPieces(stored, size));

          expect(reading.failure).toBeUndefined();
          expect(reading.records).toEqual(records);
          expect(reading.indexes).toEqual(records.map((_, index) => index));
        }
      }
    },
  );

  it.each(layouts)(
    "hands on every complete record and no wrong one of %s cut anywhere",
    async (_name, text) => {
      for (let length = 2; length < Buffer.byteLength(text); length += 1) {
        const cut = Buffer.from(text).subarray(0, length);
        const reading = await readAll(inPieces(cut, 97));
        const complete = records.filter((record) => cut.includes(record));

        expect(reading.records).toEqual(complete);
        if (reading.failure !== undefined)
          expect(reading.failure).toMatchObject({ settlement: released, offset: length });
        if (text === document) expect(reading.failure).toBeDefined();
      }
    },
  );

  it("releases gzip that is cut anywhere, with true records only", async () => {
    const stored = gzipSync(document);

    for (let length = 4; length < stored.length; length += 1) {
      const reading = await readAll(inPieces(stored.subarray(0, length), 50));

      expect(reading.records).toEqual(records.slice(0, reading.records.length));
      expect(reading.failure?.settlement).toEqual(released);
    }
  });

  it("tells records, digests and strays apart and numbers them all", async () => {
    const digest =
      '{"digestS3Object":"AWSLogs/111122223333/x","digestStartTime":"2026-03-04T05:00:00Z"}';

    const reading = await readAll(inPieces(`[${records[0]},1,${digest},${records[1]}]`));

    expect(reading).toMatchObject({
      records: records.slice(0, 2),
      indexes: [0, 3],
      strays: ["1"],
      digests: [digest],
    });
    expect(reading.failure).toBeUndefined();
  });

  it("takes what lies in Records as it is", async () => {
    const reading = await readAll(inPieces('{"Records":[{"any":"thing"},{broken}]}'));

    expect(reading).toMatchObject({ records: ['{"any":"thing"}', "{broken}"], failure: undefined });
  });

  it("keeps an object that holds something else, after its records went out", async () => {
    const reading = await readAll(inPieces(`{"configurationItems":[]}\n${records[0]}\n`));

    expect(reading.records).toEqual([records[0]]);
    expect(reading.failure?.settlement).toEqual({ kind: "keep", reason: "not_cloudtrail" });
  });

  it.each([
    ["nothing", ""],
    ["spaces", " \n"],
    ["CSV", "a,b\n1,2\n"],
    ["an HTML page", "<html>{}</html>"],
    ["gzip of a CSV", gzipSync("a,b\n1,2\n")],
    ["gzip of nothing", gzipSync("")],
    ["a string", '"text"'],
    ["one byte", "x"],
  ])("keeps %s as not CloudTrail's", async (_kind, stored) => {
    const reading = await readAll(inPieces(stored, 3));

    expect(reading.records).toEqual([]);
    expect(reading.failure?.settlement).toEqual({ kind: "keep", reason: "not_cloudtrail" });
  });

  it("keeps Security Lake's Parquet as unsupported", async () => {
    const reading = await readAll(inPieces("PAR1\u0015\u0004", 1));

    expect(reading.failure?.settlement).toEqual({ kind: "keep", reason: "unsupported" });
  });

  it("hands on what is readable of a damaged document, with the byte of the damage", async () => {
    const reading = await readAll(
      inPieces(`{"Records":[${records[0]},${records[1]} ${records[2]}]}`),
    );

    expect(reading.records).toEqual(records.slice(0, 2));
    expect(reading.failure).toMatchObject({
      settlement: released,
      offset: 13 + Buffer.byteLength(`${records[0]}${records[1]}`) + 1,
    });
  });

  it.each([
    ["record_too_large", { recordBytes: 400 }, aRecordText(99, { x: "x".repeat(400) })],
    ["nesting_too_deep", { nesting: 3 }, aRecordText(99, { x: [[[1]]] })],
  ])("reads on after a record that is left out as %s", async (reason, limits, text) => {
    const reading = await readAll(
      inPieces(`{"Records":[${records[0]},${text},${records[1]}]}`),
      limits,
    );

    expect(reading).toMatchObject({ records: [records[0], records[1]], indexes: [0, 2] });
    expect(reading.failure).toMatchObject({
      settlement: { kind: "keep", reason },
      offset: 13 + Buffer.byteLength(`${records[0]}`),
    });
  });

  it.each([
    ["stored", { compressedBytes: 1500 }],
    ["uncompressed", { uncompressedBytes: 1500 }],
  ])(
    "keeps an object with too many bytes %s, after those before went out",
    async (_kind, limits) => {
      const reading = await readAll(inPieces(document, 100), limits);

      expect(reading.records.length).toBeGreaterThan(5);
      expect(reading.records).toEqual(records.slice(0, reading.records.length));
      expect(reading.failure?.settlement).toEqual({ kind: "keep", reason: "object_too_large" });
    },
  );

  it("counts the bytes as stored and as read", async () => {
    const stored = gzipSync(document);
    const bytes = { compressed: 0, uncompressed: 0 };
    const count = (stage: keyof typeof bytes, more: number) => {
      bytes[stage] += more;
    };

    for await (const part of readTrail(inPieces(stored, 100), anOrigin(), defaultReadLimits, count))
      expect(part.strays).toEqual([]);

    expect(bytes).toEqual({ compressed: stored.length, uncompressed: Buffer.byteLength(document) });
  });

  it("closes the body when reading is left early", async () => {
    let closed = false;
    async function* body() {
      try {
        yield* inPieces(document, 500);
      } finally {
        closed = true;
      }
    }

    for await (const part of readTrail(body(), anOrigin(), defaultReadLimits))
      if (part.records.length > 0) break;

    expect(closed).toBe(true);
  });

  it("reads 200 MB in a few megabytes", async () => {
    const many = Buffer.from(`${aRecordText(1, { x: "x".repeat(1000) })},`.repeat(800));
    const member = gzipSync(many);
    async function* body() {
      yield gzipSync('{"Records":[');
      for (let at = 0; at < 200; at += 1) yield member;
      yield gzipSync(`${records[0]}]}`);
    }
    let [count, peak] = [0, 0];
    const before = heldBytes();

    for await (const part of readTrail(body(), anOrigin(), defaultReadLimits)) {
      count += part.records.length;
      peak = Math.max(peak, heldBytes() - before);
    }

    expect(count).toBe(200 * 800 + 1);
    expect(peak).toBeLessThan(100 * 1024 * 1024);
  });
});

function heldBytes(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

const captured = new URL("../../../shared/data/cloudtrail-captured.ndjson", import.meta.url);

describe.skipIf(!existsSync(captured))("readTrail on captured records", () => {
  it("gives every one back byte for byte, from lines, an array and gzip documents", async () => {
    const bytes = readFileSync(captured);
    const lines = bytes.toString().trimEnd().split("\n");
    const wrapped = gzipSync(`{"Records":[${lines.join(",")}]}`);

    for (const stored of [bytes, Buffer.from(`[${lines.join(",")}]`), wrapped]) {
      const reading = await readAll(inPieces(stored));

      expect(reading.failure).toBeUndefined();
      expect(reading.records.length).toBe(4411);
      expect(reading.records.every((record, at) => record === lines[at])).toBe(true);
    }
  });
});
