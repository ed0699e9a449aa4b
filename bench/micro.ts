/**
 * One stage of the forwarder at a time, over the same objects: where the time of a whole run goes. What a stage needs is
 * made before its clock starts. A process of its own: `node bench/micro.ts FOLDER OBJECTS` prints `StageResult[]` as JSON.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { gunzip } from "../src/decode/gunzip.ts";
import { defaultReadLimits } from "../src/decode/limits.ts";
import { RecordSplitter } from "../src/decode/records.ts";
import { bulkFrames } from "../src/deliver/elasticsearch/request.ts";
import { Bodies } from "../src/deliver/http/bodies.ts";
import { batchOf, type Batch, type EncodedEvent, type TrailRecord } from "../src/event.ts";
import { createEncode, type Encode } from "../src/normalize/encode.ts";
import { createNormalize, type Format } from "../src/normalize/format.ts";
import { systemClock } from "../src/runtime/clock.ts";
import { count, table } from "./table.ts";
import { readObjects } from "./trail/objects.ts";
import { trailRecords } from "./trail/records.ts";

export interface StageResult {
  readonly stage: string;
  readonly microsPerRecord: number;
  /** Of what the stage reads. */
  readonly megabytesPerSecond: number;
}

/** `work` handles all records once, which are as decoding hands them on, and keeps nothing. */
interface Stage {
  readonly name: string;
  readonly bytes: number;
  work(this: void, records: readonly TrailRecord[]): void | Promise<void>;
}

const mostRecords = 6_000;
const batchEvents = 1_500;
const chunkBytes = 256 * 1024;
const gzipOptions = { level: 1, chunkSize: chunkBytes };
const enoughCpuMicros = 400_000;
const mostRounds = 12;

async function runMicro(folder: string, most: number): Promise<readonly StageResult[]> {
  const objects = await someObjects(folder, most);
  const records = objects.flatMap(trailRecords);
  const stages = [
    ...decoding(objects, records),
    ...encoding("ecs", objects),
    ...encoding("raw", objects),
  ];
  const results: StageResult[] = [];
  for (const { name, bytes, work } of stages) {
    const micros = await microsPerRound(work, objects);
    const microsPerRecord = micros / records.length;
    results.push({ stage: name, microsPerRecord, megabytesPerSecond: bytes / micros });
  }
  return results;
}

export function microTable(results: readonly StageResult[]): string {
  const rows = results.map(({ stage, microsPerRecord, megabytesPerSecond }) => [
    stage,
    microsPerRecord.toFixed(2),
    count(megabytesPerSecond),
  ]);
  return table(["stage", "µs CPU/record", "MB/s in"], rows);
}

function decoding(objects: readonly Buffer[], records: readonly TrailRecord[]): readonly Stage[] {
  const plain = objects.map((object) => gunzipSync(object));
  const bytes = sizeOf(records.map((record) => record.bytes));
  return [
    {
      name: "gunzip",
      bytes: sizeOf(objects),
      async work() {
        for (const object of objects) for await (const chunk of gunzip(once(object))) take(chunk);
      },
    },
    { name: "split", bytes: sizeOf(plain), work: () => plain.forEach(split) },
    { name: "id", bytes, work: (fresh) => fresh.forEach((record) => take(record.id)) },
  ];
}

function encoding(format: Format, objects: readonly Buffer[]): readonly Stage[] {
  const encode = createEncode(createNormalize(format, { clock: systemClock }));
  const records = objects.flatMap(trailRecords);
  const recordBytes = sizeOf(records.map((record) => record.bytes));
  const batches = batchesOf(encoded(records, encode));
  const maker = new Bodies(bulkFrames.event);
  const bodies = batches.map(({ events }) => maker.plain(events).bytes);
  const bytes = sizeOf(bodies);
  return [
    {
      name: `${format}: encode`,
      bytes: recordBytes,
      work: (fresh) =>
        fresh.forEach((record) => {
          const event = encode(record);
          if ("body" in event) event.body.release();
          record.forget();
        }),
    },
    {
      name: `${format}: body`,
      bytes,
      work: () => batches.forEach(({ events }) => maker.plain(events).release()),
    },
    {
      name: `${format}: gzip level 1`,
      bytes,
      work: () => bodies.forEach((body) => take(gzipSync(body, gzipOptions))),
    },
  ];
}

function encoded(records: readonly TrailRecord[], encode: Encode): readonly EncodedEvent[] {
  return records.map((record) => encode(record)).filter((event) => "body" in event);
}

function batchesOf(events: Batch["events"]): readonly Batch[] {
  const batches: Batch[] = [];
  for (let at = 0; at < events.length; at += batchEvents)
    batches.push(batchOf(events.slice(at, at + batchEvents)));
  return batches;
}

/** The first round only warms up. */
async function microsPerRound(work: Stage["work"], objects: readonly Buffer[]): Promise<number> {
  let micros = 0;
  for (let rounds = 0; ; rounds += 1) {
    const records = objects.flatMap(trailRecords);
    const before = process.cpuUsage();
    await work(records);
    const { user, system } = process.cpuUsage(before);
    if (rounds > 0) micros += user + system;
    if (micros >= enoughCpuMicros || rounds === mostRounds) return micros / rounds;
  }
}

function split(plain: Buffer): void {
  const splitter = new RecordSplitter(defaultReadLimits, take);
  for (let at = 0; at < plain.length; at += chunkBytes)
    splitter.push(plain.subarray(at, at + chunkBytes));
  splitter.end();
}

/** Gives a result a reader, so that no compiler may leave out the work for it. */
function take(result: unknown): void {
  if (result === undefined) throw new TypeError("A stage made nothing");
}

async function someObjects(folder: string, most: number): Promise<readonly Buffer[]> {
  const objects = await readObjects(folder, most);
  const perObject = objects[0] === undefined ? 1 : trailRecords(objects[0]).length;
  return objects.slice(0, Math.max(1, Math.floor(mostRecords / perObject)));
}

async function* once(object: Buffer): AsyncGenerator<Buffer> {
  yield object;
}

function sizeOf(buffers: readonly Buffer[]): number {
  return buffers.reduce((sum, buffer) => sum + buffer.length, 0);
}

if (import.meta.main)
  console.log(JSON.stringify(await runMicro(process.argv[2] ?? ".", Number(process.argv[3]))));
