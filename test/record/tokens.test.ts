import { expect, it } from "vitest";
import { stringEnd } from "../../src/record/tokens.ts";

const quote = 0x22;
const backslash = 0x5c;

it("finds what ends a string, wherever it stands and whatever stands beside it", () => {
  for (let byte = 0; byte < 256; byte += 1) {
    for (let at = 0; at < 12; at += 1) {
      for (const others of [0x23, 0x7f, 0x80, 0xff]) {
        const chunk = Buffer.alloc(17, others);
        chunk[16] = quote;
        chunk[at] = byte;

        const end = stringEnd(chunk, 0);

        expect(end, `${byte} at ${at} among ${others}`).toBe(expected(byte, at));
      }
    }
  }
});

function expected(byte: number, at: number): number {
  if (byte === quote) return at + 1;
  return byte < 0x20 || byte === backslash ? -1 : 17;
}

it("does not look beyond the end of a chunk", () => {
  const chunk = Buffer.from('abcdefg"').subarray(0, 7);

  const end = stringEnd(chunk, 0);

  expect(end).toBe(-1);
});
