import type { Origin } from "../../src/event.ts";
import { ObjectFailure } from "../../src/decode/failure.ts";
import { defaultReadLimits, type ReadLimits } from "../../src/decode/limits.ts";
import { readTrail } from "../../src/decode/trail.ts";
import { RecordedReceipt, anObject } from "./events.ts";

export function anOrigin(): Origin {
  return { object: anObject, notificationId: "message-EXAMPLE", receipt: new RecordedReceipt() };
}

/** A body that comes in pieces of this size. */
export async function* inPieces(
  bytes: Buffer | string,
  size = 64 * 1024,
): AsyncGenerator<Buffer, void, undefined> {
  const buffer = Buffer.from(bytes);
  for (let at = 0; at < buffer.length; at += size) yield buffer.subarray(at, at + size);
}

/** What became of an object: the texts of its elements by kind, and what was wrong in the end. */
export interface Reading {
  readonly records: readonly string[];
  readonly indexes: readonly number[];
  readonly strays: readonly string[];
  readonly digests: readonly string[];
  readonly failure: ObjectFailure | undefined;
}

export async function readAll(
  body: AsyncIterable<Buffer>,
  limits: Partial<ReadLimits> = {},
): Promise<Reading> {
  const records: string[] = [];
  const indexes: number[] = [];
  const strays: string[] = [];
  const digests: string[] = [];
  let failure: ObjectFailure | undefined;
  try {
    for await (const part of readTrail(body, anOrigin(), { ...defaultReadLimits, ...limits })) {
      records.push(...part.records.map(({ bytes }) => bytes.toString()));
      indexes.push(...part.records.map(({ index }) => index));
      strays.push(...part.strays.map(({ record }) => record.bytes.toString()));
      digests.push(...part.digests.map(({ bytes }) => bytes.toString()));
    }
  } catch (error) {
    if (!(error instanceof ObjectFailure)) throw error;
    failure = error;
  }
  return { records, indexes, strays, digests, failure };
}
