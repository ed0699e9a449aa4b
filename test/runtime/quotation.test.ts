import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Quotation, roomForQuoted, writeQuoted } from "../../src/runtime/quotation.ts";
import { Slice } from "../../src/runtime/slice.ts";
import { anyText } from "../support/any-text.ts";

/** What is written between bytes that are not; undefined where it gives up. */
function written(source: Slice): string | undefined {
  const room = roomForQuoted(source.byteLength);
  const target = Buffer.alloc(room + 3, "#");
  const view = new DataView(target.buffer, target.byteOffset + 1, room + 1);
  const end = writeQuoted(source, view, 1);
  expect(target.toString("latin1", 0, 2) + target.toString("latin1", room + 2)).toBe("###");
  return end < 0 ? undefined : target.toString("utf8", 2, end + 1);
}

/** In the midst of others. */
function sliceOf(bytes: Uint8Array): Slice {
  const chunk = Buffer.concat([Buffer.from('"\\'), bytes, Buffer.from('"\\')]);
  return new Slice(chunk, 2, 2 + bytes.length);
}

describe("writeQuoted", () => {
  it("writes what JSON.stringify makes of JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(written(sliceOf(Buffer.from(text)))).toBe(JSON.stringify(text));
      }),
    );
  });

  it.each([
    '"',
    "\\",
    '"\\"\\"\\',
    "a",
    "ab",
    "abc",
    "abcd",
    "é",
    '"é"',
    "日本",
    "😀",
    "\u007f",
    "",
  ])("writes %j, wherever it stands", (text) => {
    for (const before of ["", "a", "ab", "abc"]) {
      const whole = `${before}${text}`;

      expect(written(sliceOf(Buffer.from(whole)))).toBe(JSON.stringify(whole));
    }
  });

  it("writes any bytes as JSON.stringify does their text, or nothing", () => {
    const bytes = fc.uint8Array({ size: "medium" });

    fc.assert(
      fc.property(bytes, (given) => {
        const text = Buffer.from(given).toString();

        expect([JSON.stringify(text), undefined]).toContain(written(sliceOf(given)));
      }),
    );
  });

  it.each([0x00, 0x09, 0x0a, 0x1f, 0x80, 0xff])("gives up at the byte %i", (byte) => {
    for (const length of [1, 2, 3, 4, 5, 6, 7, 8]) {
      for (let at = 0; at < length; at += 1) {
        const bytes = Buffer.alloc(length, "a").fill(byte, at, at + 1);

        expect(written(sliceOf(bytes))).toBeUndefined();
      }
    }
  });
});

describe("A quotation", () => {
  it("is a text with a JSON string in it, no longer than it says", () => {
    fc.assert(
      fc.property(anyText, fc.uint8Array(), anyText, (before, bytes, after) => {
        const quotation = new Quotation(before, sliceOf(bytes), after);

        const text = String(quotation);

        expect(text).toBe(before + JSON.stringify(Buffer.from(bytes).toString()) + after);
        expect(quotation.mostLength).toBeGreaterThanOrEqual(text.length);
      }),
    );
  });
});
