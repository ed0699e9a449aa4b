import { readFile } from "node:fs/promises";
import { isJsonObject } from "../../src/event.ts";
import { createUniqueIds, Random } from "./random.ts";

/** The records of an NDJSON file, over and over, each time with new event ids and every other byte as it was. */
export async function recordedRecords(
  file: string,
  seed: number,
): Promise<Generator<string, never>> {
  const records = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  if (records.length === 0) throw new Error(`There is no record in ${file}`);
  return again(records, createUniqueIds(new Random(seed)));
}

function* again(records: readonly string[], eventId: () => string): Generator<string, never> {
  for (;;) for (const record of records) yield withEventId(record, eventId());
}

function withEventId(record: string, eventId: string): string {
  const parsed: unknown = JSON.parse(record);
  const old = isJsonObject(parsed) ? parsed["eventID"] : undefined;
  if (typeof old !== "string") return record;
  return record.replaceAll(`"eventID":"${old}"`, () => `"eventID":"${eventId}"`);
}
