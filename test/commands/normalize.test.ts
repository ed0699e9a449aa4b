import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { runNormalize, type NormalizeCommand } from "../../src/commands/normalize.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const one = '{"eventVersion":"1.11","eventID":"1-EXAMPLE","eventName":"CreateUser","n":1.0}';
const two = '{"eventVersion":"1.11","eventID":"2-EXAMPLE","eventName":"DeleteUser"}';
const raw: NormalizeCommand["mapping"] = { format: "raw", options: {} };
const digest = '{"digestS3Object":"a","digestStartTime":"2026-11-22T09:00:00Z"}';

/** Collects what is written, as a slow reader would: one chunk at a time. */
class Page extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    setImmediate(done);
  }
}

class ClosedPipe extends Writable {
  override _write(_chunk: Buffer, _encoding: string, done: (error: Error) => void): void {
    done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  }
}

async function normalize(
  command: Partial<NormalizeCommand>,
  { stdin = "", stdout = new Page() }: { stdin?: string | Buffer; stdout?: Writable } = {},
) {
  const stderr = new Page();
  const streams = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr };
  const code = await runNormalize({ files: [], mapping: raw, pretty: false, ...command }, streams);
  return { code, out: stdout instanceof Page ? stdout.text : "", err: stderr.text };
}

describe("the normalize command", () => {
  it.each([
    ["NDJSON", `${one}\n${two}\n`],
    ["an array", `[${one},${two}]`],
    ["a Records object", `{"Records":[${one},${two}]}`],
    ["concatenated texts", `${one}${two}`],
    ["gzip", gzipSync(`{"Records":[${one},${two}]}`)],
  ])("prints each record of %s on one line, byte for byte", async (_, stdin) => {
    const { code, out } = await normalize({}, { stdin });

    expect(out).toBe(`${one}\n${two}\n`);
    expect(code).toBe(0);
  });

  it("prints files in the order given, and standard input for a dash", async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, "two.json");
    await writeFile(file, two);

    const { out } = await normalize({ files: [file, "-"] }, { stdin: one });

    expect(out).toBe(`${two}\n${one}\n`);
  });

  it("prints ECS documents", async () => {
    const { out } = await normalize({ mapping: { format: "ecs", options: {} } }, { stdin: one });

    expect(JSON.parse(out)).toMatchObject({ event: { action: "CreateUser", original: one } });
  });

  it("prints a digest as a record", async () => {
    const { code, out } = await normalize({}, { stdin: `${digest}\n${one}` });

    expect(out).toBe(`${digest}\n${one}\n`);
    expect(code).toBe(0);
  });

  it("indents when asked for something pretty", async () => {
    const { out } = await normalize({ pretty: true }, { stdin: two });

    expect(out).toBe(`${JSON.stringify(JSON.parse(two), null, 2)}\n`);
  });

  it("names what can't be decoded, prints the rest and ends with 1", async () => {
    const broken = '{"eventVersion":"1.11","eventID":tru}';
    const stdin = `{"Records":[${one},${broken},7,${two}]}`;

    const { code, out, err } = await normalize({}, { stdin });

    expect(out).toBe(`${one}\n${two}\n`);
    expect(err).toContain("(standard input): record 2: The text is no valid JSON\n");
    expect(err).toContain("(standard input): record 3: ");
    expect(code).toBe(1);
  });

  it("goes on after a file that can't be read, or is damaged", async () => {
    const directory = await temporaryDirectory();
    const cut = join(directory, "cut.json");
    await writeFile(cut, `{"Records":[${one},{"eventV`);

    const { code, out, err } = await normalize(
      { files: [join(directory, "absent.json"), cut, "-"] },
      { stdin: two },
    );

    expect(out).toBe(`${one}\n${two}\n`);
    expect(err).toMatch(/absent\.json: Cannot be read: .*\n.*cut\.json: .*damaged/u);
    expect(code).toBe(1);
  });

  it("ends quietly when nobody reads on", async () => {
    const { code, err } = await normalize({}, { stdin: one, stdout: new ClosedPipe() });

    expect(code).toBe(0);
    expect(err).toBe("");
  });
});
