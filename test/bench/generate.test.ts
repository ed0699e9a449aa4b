import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedRecords } from "../../bench/generate.ts";
import { readObjects, writeObjects } from "../../bench/trail/objects.ts";
import { recordedRecords } from "../../bench/trail/recorded.ts";
import { trailRecords } from "../../bench/trail/records.ts";

describe("the benchmark's records", () => {
  it("are the same for the same seed", () => {
    const first = take(generatedRecords(7), 500);

    const second = take(generatedRecords(7), 500);

    expect(second).toEqual(first);
    expect(take(generatedRecords(8), 500)).not.toEqual(first);
  });

  it("never repeat an event id", () => {
    const records = take(generatedRecords(1), 3000);

    const ids = new Set(records.map(eventId));

    expect(ids.size).toBe(3000);
  });

  it("are about as large as real ones", () => {
    const records = take(generatedRecords(1), 3000);

    const bytes = records.reduce((sum, record) => sum + record.length, 0);

    expect(bytes / 3000).toBeGreaterThan(1200);
    expect(bytes / 3000).toBeLessThan(1600);
  });

  it("keep every byte of a recorded one but the event id", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "records.ndjson");
    await writeFile(file, '{"eventID":"old-EXAMPLE","size":1.0}\n{"eventName":"A"}\n');

    const records = take(await recordedRecords(file, 1), 4);

    expect(records[1]).toBe('{"eventName":"A"}');
    expect(records[0]).toMatch(/^{"eventID":"[-0-9a-f]{36}","size":1.0}$/);
    expect(records[2]).not.toBe(records[0]);
  });

  it("fill the objects that were asked for", async () => {
    await using folder = await aFolder();
    const plan = { objects: 3, recordsPerObject: 700, seed: 1, recordsFile: undefined };

    const made = await writeObjects(folder.path, plan);

    const objects = await readObjects(folder.path);
    const ids = objects.flatMap(trailRecords).map((record) => record.id);
    expect(made).toMatchObject({ objects: 3, records: 2100 });
    expect(new Set(ids).size).toBe(2100);
  });
});

function take(records: Generator<string, never>, count: number): readonly string[] {
  return Array.from({ length: count }, () => records.next().value);
}

function eventId(record: string): unknown {
  const parsed: { readonly eventID: unknown } = JSON.parse(record);
  return parsed.eventID;
}

async function aFolder() {
  const path = await mkdtemp(join(tmpdir(), "trailferry-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
