/**
 * The objects of some runs, as files in a folder of their own: the process that serves them and the one that measures
 * the floor read the same bytes, and making them costs neither of the two anything.
 */
import { createWriteStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { generatedRecords } from "../generate.ts";
import { recordedRecords } from "./recorded.ts";

export interface ObjectsPlan {
  readonly objects: number;
  readonly recordsPerObject: number;
  readonly seed: number;
  /** NDJSON file to take the records from instead of making them. */
  readonly recordsFile: string | undefined;
}

export interface ObjectsMade {
  /** Objects that differ; a run with more of them serves these again under other keys. */
  readonly objects: number;
  readonly recordsPerObject: number;
  readonly records: number;
  readonly jsonBytes: number;
  readonly gzipBytes: number;
}

const recordsPerChunk = 500;

export async function writeObjects(folder: string, plan: ObjectsPlan): Promise<ObjectsMade> {
  const texts =
    plan.recordsFile === undefined
      ? generatedRecords(plan.seed)
      : await recordedRecords(plan.recordsFile, plan.seed);
  const { objects, recordsPerObject } = plan;
  const records = objects * recordsPerObject;
  const made = { objects, recordsPerObject, records, jsonBytes: 0, gzipBytes: 0 };
  for (let number = 0; number < objects; number += 1) {
    const file = join(folder, `${String(number).padStart(5, "0")}.json.gz`);
    const text = function* () {
      for (const chunk of objectText(texts, recordsPerObject)) {
        made.jsonBytes += Buffer.byteLength(chunk);
        yield chunk;
      }
    };
    await pipeline(Readable.from(text()), createGzip(), createWriteStream(file));
    made.gzipBytes += (await stat(file)).size;
  }
  return made;
}

/** The first of them, in the order of their numbers. */
export async function readObjects(folder: string, most = Infinity): Promise<readonly Buffer[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json.gz")).sort();
  return Promise.all(files.slice(0, most).map((name) => readFile(join(folder, name))));
}

function* objectText(records: Generator<string, never>, count: number): Generator<string> {
  let text = '{"Records":[';
  for (let index = 0; index < count; index += 1) {
    text += (index === 0 ? "" : ",") + records.next().value;
    if (index % recordsPerChunk === recordsPerChunk - 1) {
      yield text;
      text = "";
    }
  }
  yield `${text}]}`;
}
