import { execFile } from "node:child_process";
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  RotatingFile,
  numberedLines,
  type RotatingFileConfig,
} from "../../src/deliver/rotating-file.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const { signal } = new AbortController();

describe("RotatingFile", () => {
  it("makes the directories of its path", async () => {
    const { file, path } = await aFile({ name: "deep/down/events.ndjson" });

    await file.append(line("a"), signal);

    expect(await readFile(path, "utf8")).toBe("a\n");
  });

  it("lets only its owner and group read what it writes", async () => {
    const { file, path } = await aFile();

    await file.append(line("a"), signal);

    expect((await stat(path)).mode & 0o007).toBe(0);
  });

  it("goes on where an earlier process ended", async () => {
    const { file, path } = await aFile();
    await writeFile(path, "a\n");

    await file.append(line("b"), signal);

    expect(await readFile(path, "utf8")).toBe("a\nb\n");
  });

  it.each([
    ["cuts off half an object that a crash left", 'a\n{"half', "a\n"],
    ["ends an object whose line feed is missing", 'a\n{"whole":1}', 'a\n{"whole":1}\n'],
    ["ends a line of another form", "a\nCEF:0|half", "a\nCEF:0|half\n"],
    ["cuts off half an object that is all there is", '{"half', ""],
  ])("%s before it appends", async (_, left, mended) => {
    const { file, path } = await aFile();
    await writeFile(path, left);

    await file.append(line("b"), signal);

    expect(await readFile(path, "utf8")).toBe(`${mended}b\n`);
  });

  it("cuts off half an object of any length", async () => {
    const { file, path } = await aFile();
    await writeFile(path, `a\n{"half": "${"x".repeat(3_000_000)}`);

    await file.append(line("b"), signal);

    expect(await readFile(path, "utf8")).toBe("a\nb\n");
  });

  it("keeps appends that come at once whole and in order", async () => {
    const { file, path } = await aFile();
    const letters = "abcdefgh".split("");

    await Promise.all(letters.map((letter) => file.append(line(letter), signal)));

    expect(await readFile(path, "utf8")).toBe(letters.map((letter) => `${letter}\n`).join(""));
  });

  it("writes nothing once it is called off", async () => {
    const { file, path } = await aFile();

    const written = await file.append(line("a"), AbortSignal.abort());

    expect(written).toBe(false);
    await expect(stat(path)).rejects.toThrow("ENOENT");
  });

  it("begins a new file when someone has moved the old one away", async () => {
    const { file, path } = await aFile();
    await file.append(line("a"), signal);
    await rename(path, `${path}.moved`);

    await file.append(line("b"), signal);

    expect(await readFile(path, "utf8")).toBe("b\n");
    expect(await readFile(`${path}.moved`, "utf8")).toBe("a\n");
  });

  it("spares what someone else has appended", async () => {
    const { file, path } = await aFile();
    await file.append(line("a"), signal);
    await appendFile(path, "note\n");

    await file.append(line("b"), signal);

    expect(await readFile(path, "utf8")).toBe("a\nnote\nb\n");
  });

  it("leaves nothing of an append that found no room", async () => {
    const path = join(await temporaryDirectory(), "events.ndjson");

    const outcomes = await appendWithRoomFor(8, path, [5000, 5000, 3000]);

    expect(outcomes).toEqual(["kept", "EFBIG", "kept"]);
    expect(await readFile(path, "utf8")).toBe(`${"0".repeat(4999)}\n${"2".repeat(2999)}\n`);
  });

  it("reports a path that can't be written, and recovers when it can", async () => {
    const { file, path } = await aFile();
    await mkdir(path);
    await expect(file.append(line("a"), signal)).rejects.toThrow("EISDIR");
    await rm(path, { recursive: true });

    await file.append(line("b"), signal);

    expect(await readFile(path, "utf8")).toBe("b\n");
  });
});

describe("rotation", () => {
  it("begins a new file before one grows beyond its size", async () => {
    const { file, directory } = await aFile({ rotateBytes: 4 });

    for (const letter of "abc") await file.append(line(letter), signal);

    expect(await contents(directory)).toEqual({
      "events.ndjson": "c\n",
      "events.ndjson.1": "a\nb\n",
    });
  });

  it("lets a single append be larger than a file should be", async () => {
    const { file, directory } = await aFile({ rotateBytes: 4 });

    await file.append(line("much more"), signal);
    await file.append(line("a"), signal);

    expect(await contents(directory)).toEqual({
      "events.ndjson": "a\n",
      "events.ndjson.1": "much more\n",
    });
  });

  it("keeps the newest files, the lowest number the newest", async () => {
    const { file, directory } = await aFile({ rotateBytes: 2, keepFiles: 2 });

    for (const letter of "abcde") await file.append(line(letter), signal);

    expect(await contents(directory)).toEqual({
      "events.ndjson": "e\n",
      "events.ndjson.1": "d\n",
      "events.ndjson.2": "c\n",
    });
  });

  it("removes what is left of an earlier, larger limit", async () => {
    const { file, directory, path } = await aFile({ rotateBytes: 2, keepFiles: 1 });
    await writeFile(`${path}.1`, "old\n");
    await writeFile(`${path}.7`, "older\n");

    for (const letter of "ab") await file.append(line(letter), signal);

    expect(await contents(directory)).toEqual({ "events.ndjson": "b\n", "events.ndjson.1": "a\n" });
  });

  it("keeps all files where no limit is set, the highest number the newest", async () => {
    const { file, directory } = await aFile({ rotateBytes: 2, keepFiles: 0 });

    for (const letter of "abcd") await file.append(line(letter), signal);

    expect(await contents(directory)).toEqual({
      "events.ndjson": "d\n",
      "events.ndjson.1": "a\n",
      "events.ndjson.2": "b\n",
      "events.ndjson.3": "c\n",
    });
  });

  it("touches no file whose name only looks alike", async () => {
    const { file, directory, path } = await aFile({ rotateBytes: 2, keepFiles: 1 });
    await writeFile(`${path}.gz`, "kept\n");
    await writeFile(`${path}.01`, "kept\n");

    for (const letter of "abc") await file.append(line(letter), signal);

    expect(await contents(directory)).toMatchObject({
      "events.ndjson.gz": "kept\n",
      "events.ndjson.01": "kept\n",
    });
  });

  it("never loses or repeats a line, however it rotates", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 100 }),
        async (lengths, rotateBytes) => {
          const { file, directory } = await aFile({ rotateBytes, keepFiles: 0 });
          const lines = lengths.map((length, index) => `${String(index).padStart(length, ".")}\n`);

          for (const text of lines) await file.append(Buffer.from(text), signal);

          const held = Object.values(await contents(directory)).join("");
          expect(held.split("\n").sort()).toEqual(lines.join("").split("\n").sort());
        },
      ),
      { numRuns: 15 },
    );
  });
});

async function aFile(changes: Partial<RotatingFileConfig> & { readonly name?: string } = {}) {
  const { name = "events.ndjson", ...config } = changes;
  const directory = await temporaryDirectory();
  const path = join(directory, name);
  const file = new RotatingFile(
    numberedLines({ path, rotateBytes: 1_000_000, keepFiles: 0, ...config }),
  );
  onTestFinished(() => file.close());
  return { file, directory, path };
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}

async function contents(directory: string): Promise<Record<string, string>> {
  const names = await readdir(directory);
  const entries = names.map(async (name) => [name, await readFile(join(directory, name), "utf8")]);
  return Object.fromEntries(await Promise.all(entries));
}

/** The kernel cuts a write short where the file reaches its limit, as it does where a disk is full. */
async function appendWithRoomFor(kibibytes: number, path: string, lengths: readonly number[]) {
  const script = join(import.meta.dirname, "../support/append-lines.ts");
  const limited = `trap '' XFSZ; ulimit -f ${kibibytes}; exec "$@"`;
  const command = ["-c", limited, "bash", process.execPath, script, path, ...lengths.map(String)];
  const { stdout } = await promisify(execFile)("bash", command);
  return stdout.trim().split("\n");
}
