import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFileDeadLetter } from "../../../src/deliver/dead-letter/file.ts";
import { parseLetter } from "../../../src/deliver/dead-letter/entry.ts";
import { aLetter } from "../../support/a-letter.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const { signal } = new AbortController();

describe("the dead letter file", () => {
  it("holds each letter on a line of its own", async () => {
    const { deadLetter, path } = await aDeadLetter();

    const stored = await deadLetter.store([aLetter("a"), aLetter("b")], signal);

    expect(stored).toEqual({ kind: "ok" });
    expect(await eventIdsIn(path)).toEqual(["a", "b"]);
  });

  it("cuts off a letter that a crash left half, which never counted as stored", async () => {
    const { deadLetter, path } = await aDeadLetter();
    await writeFile(path, '{"time":"2026-03-04T05:0');

    await deadLetter.store([aLetter("a")], signal);

    expect(await eventIdsIn(path)).toEqual(["a"]);
  });

  it("says what to do where it cannot store, and stores once it can", async () => {
    const { deadLetter, path } = await aDeadLetter();
    await mkdir(path);

    const failed = await deadLetter.store([aLetter("a")], signal);
    await rm(path, { recursive: true });
    const stored = await deadLetter.store([aLetter("b")], signal);

    expect(failed).toEqual({
      kind: "failed",
      message: `Cannot write ${path} (EISDIR): the path must name a file in a directory.`,
    });
    expect(stored).toEqual({ kind: "ok" });
    expect(await eventIdsIn(path)).toEqual(["b"]);
  });

  it("stores nothing once it is called off", async () => {
    const { deadLetter } = await aDeadLetter();

    const stored = await deadLetter.store([aLetter("a")], AbortSignal.abort());

    expect(stored.kind).toBe("failed");
  });
});

async function aDeadLetter() {
  const path = join(await temporaryDirectory(), "dead-letters.ndjson");
  const deadLetter = createFileDeadLetter({ path, rotateBytes: 1_000_000, keepFiles: 0 });
  onTestFinished(() => deadLetter.close());
  return { deadLetter, path };
}

async function eventIdsIn(path: string) {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.map((line) => parseLetter(line)?.eventId.split(":").at(-1));
}
