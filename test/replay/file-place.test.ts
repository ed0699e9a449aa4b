import { appendFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFileDeadLetter } from "../../src/deliver/dead-letter/file.ts";
import { createFilePlace, type FilePlaceOptions } from "../../src/replay/file-place.ts";
import { PlaceTrouble } from "../../src/replay/letter-place.ts";
import { aLetter } from "../support/a-letter.ts";
import { empty } from "../support/emptied-place.ts";
import { HastyClock } from "../support/hasty-clock.ts";
import { idsIn, letterLines } from "../support/letter-lines.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const { signal } = new AbortController();

/** A file of letters, and what replays it. */
async function aFile(text: string, options: Partial<FilePlaceOptions> = {}) {
  const directory = await temporaryDirectory();
  const path = join(directory, "letters.ndjson");
  await writeFile(path, text);
  const limits = { letters: 2, bytes: 1_000_000 };
  const common = { paths: [path], rotated: true, onlyLook: false, limits };
  const place = createFilePlace({ ...common, clock: new HastyClock(), ...options });
  return { directory, path, place };
}

/** What lies in the directory: the ids in each file, without the names of replays. */
async function filesIn(directory: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const names = (await readdir(directory)).sort();
  const entries = names.map(async (name) => [
    name.replace(/replaying-[\da-f-]{36}/, "replaying-ID"),
    idsIn(await readFile(join(directory, name), "utf8")),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

describe("replaying files", () => {
  it("shows letters page by page, and removes a file whose letters were all delivered", async () => {
    const { directory, place } = await aFile(letterLines("a", "b", "c"));

    const pages = await empty(place);

    expect(pages).toEqual([["a", "b"], ["c"]]);
    expect(await filesIn(directory)).toEqual({});
  });

  it("leaves what was not delivered for the next replay", async () => {
    const { directory, place } = await aFile(letterLines("a", "b", "c", "d"));
    await empty(place, (id) => id === "a" || id === "c");

    const left = await filesIn(directory);
    const pages = await empty(place);

    expect(left).toEqual({ "letters.ndjson.replaying-ID": ["b", "d"] });
    expect(pages).toEqual([["b", "d"]]);
    expect(await filesIn(directory)).toEqual({});
  });

  it("keeps lines that are no letters, byte for byte", async () => {
    const torn = letterLines("b").slice(0, 40);
    const { directory, place } = await aFile(`${letterLines("a")}${torn}\n\n${letterLines("c")}`);

    const pages = await empty(place);

    const [name = ""] = await readdir(directory);
    expect(pages).toEqual([["a", "?"], ["c"]]);
    expect(await readFile(join(directory, name), "utf8")).toBe(`${torn}\n`);
  });

  it("touches no byte where nothing was delivered", async () => {
    const text = `${letterLines("a")}torn\n${letterLines("b")}`;
    const { directory, place } = await aFile(text);

    await empty(place, () => false);

    const [name = "", ...others] = await readdir(directory);
    expect(await readFile(join(directory, name), "utf8")).toBe(text);
    expect(others).toEqual([]);
  });

  it("reads rotated files and those of further workers too, and no others", async () => {
    const { directory, path, place } = await aFile(letterLines("a"));
    await writeFile(`${path}.1`, letterLines("b"));
    await writeFile(`${path}.12`, letterLines("c"));
    await writeFile(join(directory, "letters-worker-2.ndjson"), letterLines("f"));
    await writeFile(join(directory, "letters-worker-3.ndjson.1"), letterLines("g"));
    await writeFile(`${path}.old`, letterLines("d"));
    await writeFile(join(directory, "other.ndjson"), letterLines("e"));

    const pages = await empty(place);

    expect(new Set(pages.flat())).toEqual(new Set(["a", "b", "c", "f", "g"]));
    expect(Object.keys(await filesIn(directory))).toEqual(["letters.ndjson.old", "other.ndjson"]);
  });

  it("loses no letter that the daemon stores meanwhile", async () => {
    const { directory, path, place } = await aFile("");
    const deadLetter = createFileDeadLetter({ path, rotateBytes: 1_000_000, keepFiles: 0 });
    await deadLetter.store([aLetter("a")], signal);

    for await (const page of place.pages(signal)) {
      await deadLetter.store([aLetter("b")], signal);
      page.settle(new Set(page.found));
    }

    await deadLetter.close();
    expect(await filesIn(directory)).toEqual({ "letters.ndjson": ["b"] });
  });

  it("leaves a file alone that grew while it was replayed", async () => {
    const { directory, place } = await aFile(letterLines("a"));
    const replayed = (async () => {
      for await (const page of place.pages(signal)) {
        const [name = ""] = await readdir(directory);
        await appendFile(join(directory, name), letterLines("b"));
        page.settle(new Set(page.found));
      }
    })();

    await expect(replayed).rejects.toThrow(PlaceTrouble);

    expect(await filesIn(directory)).toEqual({ "letters.ndjson.replaying-ID": ["a", "b"] });
  });

  it("loses nothing when it breaks off between delivery and removal", async () => {
    const { directory, place } = await aFile(letterLines("a", "b", "c"));

    const pages = place.pages(signal)[Symbol.asyncIterator]();
    const first = await pages.next();
    first.value.settle(new Set(first.value.found));
    await pages.return?.();

    expect(await filesIn(directory)).toEqual({ "letters.ndjson.replaying-ID": ["a", "b", "c"] });
  });

  it("keeps what it had not shown when it is to stop, and removes what was delivered", async () => {
    const { directory, place } = await aFile(letterLines("a", "b", "c", "d", "e"));
    const stopping = new AbortController();

    const pages = await empty(
      place,
      () => {
        stopping.abort();
        return true;
      },
      stopping.signal,
    );

    expect(pages).toEqual([["a", "b"]]);
    expect(await filesIn(directory)).toEqual({ "letters.ndjson.replaying-ID": ["c", "d", "e"] });
  });

  it("loses nothing when two replays have the same file", async () => {
    const { directory, place } = await aFile(letterLines("a", "b", "c", "d"));

    const first = place.pages(signal)[Symbol.asyncIterator]();
    const page = await first.next();
    page.value.settle(new Set(page.value.found));
    const second = await empty(place, (id) => id === "c");
    const interrupted = (async () => {
      const next = await first.next();
      next.value.settle(new Set());
      await first.next();
    })();

    await expect(interrupted).rejects.toThrow(PlaceTrouble);
    expect(second).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    expect(await filesIn(directory)).toEqual({ "letters.ndjson.replaying-ID": ["a", "b", "d"] });
  });

  it("removes what an interrupted replay wrote aside", async () => {
    const { directory, path, place } = await aFile("");
    const taken = `${path}.replaying-00000000-0000-0000-0000-000000000000`;
    await rm(path);
    await writeFile(taken, letterLines("a", "b"));
    await writeFile(`${taken}.rest`, letterLines("z"));

    await empty(place, (id) => id === "a");

    expect(await filesIn(directory)).toEqual({ "letters.ndjson.replaying-ID": ["b"] });
  });

  it("changes nothing where it only looks", async () => {
    const { directory, place } = await aFile(letterLines("a", "b"), { onlyLook: true });

    const pages = await empty(place, () => false);

    expect(pages).toEqual([["a", "b"]]);
    expect(await filesIn(directory)).toEqual({ "letters.ndjson": ["a", "b"] });
  });

  it("measures in bytes, and each page by its lines", async () => {
    const { place } = await aFile(letterLines("a", "b", "c"));
    const amounts: number[] = [];

    const total = await place.measure(signal);
    for await (const page of place.pages(signal)) {
      amounts.push(page.amount);
      page.settle(new Set());
    }

    expect(amounts.length).toBe(2);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total);
  });

  it("finds nothing where there was never a dead letter", async () => {
    const { directory, place } = await aFile("", { paths: ["/nowhere/at/all/letters.ndjson"] });

    const pages = await empty(place);

    expect(pages).toEqual([]);
    expect(await place.measure(signal)).toBe(0);
    expect(Object.keys(await filesIn(directory))).toEqual(["letters.ndjson"]);
  });

  it("says which file is missing that was named", async () => {
    const { place } = await aFile("", { paths: ["/nowhere/letters.ndjson"], rotated: false });

    const emptied = empty(place);

    await expect(emptied).rejects.toThrow("There is no file /nowhere/letters.ndjson");
  });
});
