import { execFile } from "node:child_process";
import { appendFile, readFile, readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { gzipMembers } from "../../../src/deliver/file/members.ts";
import { RotatingFile, numberedLines } from "../../../src/deliver/rotating-file.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const { signal } = new AbortController();

describe("a file of gzip members", () => {
  it("is one gzip file for everyone", async () => {
    const { path, append } = await aFile();
    await append("a", "b");

    await append("c");

    const { stdout } = await promisify(execFile)("gzip", ["--decompress", "--stdout", path]);
    expect(stdout).toBe("a\nb\nc\n");
  });

  it("goes on where an earlier process ended", async () => {
    const { path, append, restart } = await aFile();
    await append("a");
    await restart();

    await append("b");

    expect(await linesIn(path)).toEqual(["a", "b"]);
  });

  it("loses nothing but the append that a crash cut short, wherever it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.lorem(), { maxLength: 3 }), fc.nat(), async (lines, cut) => {
        const { path, append, restart } = await aFile();
        for (const line of lines) await append(line);
        const { length } = await readFile(path).catch(() => Buffer.alloc(0));
        await append("unfinished");
        await truncate(path, length + (cut % ((await readFile(path)).length - length)));
        await restart();

        await append("next");

        expect(await linesIn(path)).toEqual([...lines, "next"]);
      }),
      { numRuns: 30 },
    );
  });

  it("gives up a last append that has its length but not its content", async () => {
    const { path, append, restart } = await aFile();
    await append("a");
    const { length } = await readFile(path);
    await append("never synced");
    const damaged = await readFile(path);
    await writeFile(path, damaged.fill(0, length + 25));
    await restart();

    await append("b");

    expect(await linesIn(path)).toEqual(["a", "b"]);
  });

  it("finds its end among thousands of appends", async () => {
    const { path, append, restart } = await aFile();
    const member = await gzipMembers.encode(Buffer.from("a\n"));
    await writeFile(path, Buffer.concat(Array.from({ length: 5000 }, () => member)));
    await appendFile(path, member.subarray(0, 15));
    await restart();

    await append("b");

    expect(await linesIn(path)).toEqual([...Array.from({ length: 5000 }, () => "a"), "b"]);
  });

  it.each([
    ["lines that are not compressed", "a\nb\n"],
    ["a file of another program", "\x1f\x8b\x08\x00 and so on"],
  ])("puts away %s instead of continuing them", async (_, left) => {
    const { path, append, directory } = await aFile();
    await writeFile(path, left);

    await append("c");

    expect(await linesIn(path)).toEqual(["c"]);
    expect(await readdir(directory)).toHaveLength(2);
    expect(await readFile(`${path}.1`, "utf8")).toBe(left);
  });

  it("puts away what another program has appended to", async () => {
    const { path, append } = await aFile();
    await append("a");
    await appendFile(path, "note\n");

    await append("b");

    expect(await linesIn(path)).toEqual(["b"]);
    expect((await readFile(`${path}.1`)).toString("latin1")).toContain("note\n");
  });
});

async function aFile() {
  const directory = await temporaryDirectory();
  const path = join(directory, "trail.ndjson.gz");
  const manner = { ...numberedLines({ path, rotateBytes: 1e6, keepFiles: 0 }), form: gzipMembers };
  let file = new RotatingFile(manner);
  onTestFinished(() => file.close());
  return {
    path,
    directory,
    append: (...lines: readonly string[]) =>
      file.append(Buffer.from(lines.map((line) => `${line}\n`).join("")), signal),
    restart: async () => {
      await file.close();
      file = new RotatingFile(manner);
    },
  };
}

async function linesIn(path: string): Promise<readonly string[]> {
  return gunzipSync(await readFile(path))
    .toString("utf8")
    .split("\n")
    .slice(0, -1);
}
