import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FileConfig } from "../../../src/deliver/file/config.ts";
import { createFileDestination } from "../../../src/deliver/file/destination.ts";
import { batchOf } from "../../../src/event.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { someEvents } from "../../support/events.ts";
import { aFileConfig } from "../../support/file-config.ts";
import { heldLines } from "../../support/held-lines.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const { signal } = new AbortController();

describe("the file destination", () => {
  it("writes each event as a line", async () => {
    const { destination, path } = await aPlace();

    await destination.deliver(batchOf(someEvents("a", "b")), signal);

    expect(heldLines(await readFile(path, "utf8"))).toEqual(["a", "b"]);
  });

  it("writes each batch as a member of a gzip file where it is told to", async () => {
    const { destination, path } = await aPlace({ compression: "gzip" });
    await destination.deliver(batchOf(someEvents("a", "b")), signal);

    await destination.deliver(batchOf(someEvents("c")), signal);

    const text = gunzipSync(await readFile(path)).toString("utf8");
    expect(heldLines(text)).toEqual(["a", "b", "c"]);
  });

  it("writes without waiting for the disk where it is told to", async () => {
    const { destination, path } = await aPlace({ fsync: false });

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.retryable).toEqual([]);
    expect(heldLines(await readFile(path, "utf8"))).toEqual(["a"]);
  });
});

describe("a file that is finished in time", () => {
  it("gets its number though it is not full", async () => {
    const { destination, directory, clock } = await aPlace({ rotateEveryMs: 5000 });
    await destination.deliver(batchOf(someEvents("a")), signal);

    await clock.advance(5000);
    await destination.close();

    expect(await readdir(directory)).toEqual(["trail.ndjson.1"]);
  });

  it("waits for its time", async () => {
    const { destination, directory, clock } = await aPlace({ rotateEveryMs: 5000 });
    await destination.deliver(batchOf(someEvents("a")), signal);

    await clock.advance(4999);
    await destination.close();

    expect(await readdir(directory)).toEqual(["trail.ndjson"]);
  });

  it("is also what an earlier process left", async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, "trail.ndjson"), "a\n");
    const { destination, clock } = await aPlace({ rotateEveryMs: 5000, directory });

    await clock.advance(5000);
    await destination.close();

    expect(await readdir(directory)).toEqual(["trail.ndjson.1"]);
  });

  it("is none where no line came", async () => {
    const { destination, directory, clock } = await aPlace({ rotateEveryMs: 5000 });

    await clock.advance(60_000);
    await destination.close();

    expect(await readdir(directory)).toEqual([]);
  });

  it("keeps no timer for a file that is not written", async () => {
    const { destination, clock } = await aPlace({ rotateEveryMs: 5000 });
    await destination.deliver(batchOf(someEvents("a")), signal);

    await destination.close();

    expect(clock.pending).toBe(0);
  });
});

describe("a published file", () => {
  it("has a name of its own, by its time, in its directory", async () => {
    const { destination, finished } = await aPlace({ publish: true, rotateBytes: 1 });
    await destination.deliver(batchOf(someEvents("a")), signal);

    await destination.deliver(batchOf(someEvents("b")), signal);

    const [name = "", ...others] = await readdir(finished);
    expect(name).toMatch(/^trail-20260101T000000\.000Z-[\da-f]{8}\.ndjson$/);
    expect(others).toEqual([]);
    expect(heldLines(await readFile(join(finished, name), "utf8"))).toEqual(["a"]);
  });

  it("sorts behind those that were finished before, in the same millisecond too", async () => {
    const { destination, finished } = await aPlace({ publish: true, rotateBytes: 1 });

    for (const id of "abcd") await destination.deliver(batchOf(someEvents(id)), signal);
    await destination.close();

    expect(await heldIn(finished)).toEqual(["a", "b", "c", "d"]);
  });

  it("is also the last one of a process that ends in order", async () => {
    const { destination, directory, finished } = await aPlace({ publish: true });
    await destination.deliver(batchOf(someEvents("a")), signal);

    await destination.close();

    expect(await heldIn(finished)).toEqual(["a"]);
    expect(await readdir(directory)).toEqual(["finished"]);
  });

  it("begins with what an earlier process left", async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, "trail.ndjson"), '{"eventID":"a"}\n{"eventID":"hal');
    const { destination, finished } = await aPlace({ publish: true, directory });

    await destination.deliver(batchOf(someEvents("b")), signal);
    await destination.close();

    expect(await heldIn(finished)).toEqual(["a", "b"]);
  });

  it("may lie beside the file that is written", async () => {
    const directory = await temporaryDirectory();
    const { destination } = await aPlace({
      directory,
      finished: { kind: "published", directory },
      rotateBytes: 1,
    });

    for (const id of "ab") await destination.deliver(batchOf(someEvents(id)), signal);

    expect(await readdir(directory)).toEqual([
      expect.stringMatching(/^trail-2026/),
      "trail.ndjson",
    ]);
  });

  it("keeps its lines where they are while its directory is not one", async () => {
    const { destination, path, finished } = await aPlace({ publish: true, rotateBytes: 1 });
    await destination.deliver(batchOf(someEvents("a")), signal);
    await writeFile(finished, "");

    const report = await destination.deliver(batchOf(someEvents("b")), signal);

    expect(report.trouble?.kind).toBe("missing");
    expect(heldLines(await readFile(path, "utf8"))).toEqual(["a"]);
    await rm(finished);
    await destination.deliver(batchOf(report.retryable), signal);
    expect(await heldIn(finished)).toEqual(["a"]);
  });

  it("stays unfinished, and no bug, where the end finds no directory", async () => {
    const { destination, path, finished } = await aPlace({ publish: true });
    await destination.deliver(batchOf(someEvents("a")), signal);
    await writeFile(finished, "");

    await destination.close();

    expect(heldLines(await readFile(path, "utf8"))).toEqual(["a"]);
  });
});

interface Place extends Partial<FileConfig> {
  readonly directory?: string;
  readonly publish?: true;
}

async function aPlace({ directory: given, publish, ...changes }: Place = {}) {
  const directory = given ?? (await temporaryDirectory());
  await mkdir(directory, { recursive: true });
  const finished = join(directory, "finished");
  const path = join(directory, "trail.ndjson");
  const clock = new ManualClock();
  const destination = createFileDestination(
    aFileConfig({
      path,
      ...(publish === true && { finished: { kind: "published", directory: finished } }),
      ...changes,
    }),
    { clock, log: silentLogger, onBug: fail },
  );
  onTestFinished(() => destination.close());
  return { destination, directory, finished, path, clock };
}

function fail(error: unknown): never {
  throw error;
}

/** The event ids in the files of a directory, in the order of their names. */
async function heldIn(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
  return texts.flatMap(heldLines);
}
