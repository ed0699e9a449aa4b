import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameReader } from "../../../../src/deliver/syslog/relp/reader.ts";
import { anyText } from "../../../support/any-text.ts";

describe("a reader of RELP", () => {
  it("reads an answer with further lines", () => {
    const frames = read("1 rsp 37 200 OK\nrelp_version=0\ncommands=syslog\n");

    const data = "200 OK\nrelp_version=0\ncommands=syslog";
    expect(frames).toEqual([{ transaction: 1, command: "rsp", data }]);
  });

  it.each(["0 serverclose 0\n", "0 serverclose 0 \n"])("reads %j, which has no data", (text) => {
    expect(read(text)).toEqual([{ transaction: 0, command: "serverclose", data: "" }]);
  });

  it("gives every frame back, whatever pieces it arrives in", () => {
    const frame = fc.record({
      transaction: fc.integer({ min: 0, max: 999_999_999 }),
      command: fc.constantFrom("rsp", "serverclose"),
      data: anyText.map((text) => text.toWellFormed()),
    });

    fc.assert(
      fc.property(
        fc.array(frame),
        fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
        (frames, sizes) => {
          const bytes = Buffer.from(frames.map(written).join(""));

          expect(inPieces(bytes, sizes)).toEqual(frames);
        },
      ),
    );
  });

  it.each([
    "HTTP/1.1 400 Bad Request",
    "\n",
    "x",
    " 1 rsp 0\n",
    "1  rsp 0\n",
    "1234567890 ",
    "1 rsp x",
    "1 rsp 1234567 ",
    "1 rsp 99999 ",
    "1 rsp 6\n200 OK\n",
    "1 rsp 5 200 OK\n",
    `1 ${"a".repeat(33)}`,
  ])("has nothing to do with %j", (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ kind: "garbled" }));
  });

  it("gives what was whole before what is none", () => {
    const frames: unknown[] = [];
    const reading = new FrameReader().push(Buffer.from("1 rsp 6 200 OK\nwhat?"));

    expect(() => {
      for (const frame of reading) frames.push(frame);
    }).toThrow();
    expect(frames).toHaveLength(1);
  });

  it("never fails but for what is no RELP, whatever it gets", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uint8Array(), digits)), (pieces) => {
        const reader = new FrameReader();
        try {
          for (const piece of pieces) expect([...reader.push(Buffer.from(piece))]).toBeDefined();
        } catch (error) {
          expect(error).toMatchObject({ kind: "garbled" });
        }
      }),
    );
  });
});

const digits = fc.constantFrom("1 ", "rsp ", "2 ", "ab", "\n").map((text) => Buffer.from(text));

function read(text: string) {
  return [...new FrameReader().push(Buffer.from(text))];
}

function written({ transaction, command, data }: ReturnType<typeof read>[number]): string {
  const length = Buffer.byteLength(data);
  return `${transaction} ${command} ${length}${length === 0 ? "" : ` ${data}`}\n`;
}

function inPieces(bytes: Buffer, sizes: Iterator<number>) {
  const reader = new FrameReader();
  const frames: ReturnType<typeof read> = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + Number(sizes.next().value);
    frames.push(...reader.push(bytes.subarray(at, end)));
    at = end;
  }
  return frames;
}
