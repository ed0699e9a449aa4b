import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameCounter } from "../../bench/receivers/frames.ts";

describe("the benchmark's syslog receiver", () => {
  it("counts messages in whatever pieces they arrive", () => {
    const messages = fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }));
    const property = fc.property(messages, fc.integer({ min: 1, max: 50 }), (bodies, size) => {
      const frames = new FrameCounter();

      const counts = piecesOf(Buffer.concat(bodies.map(framed)), size).map((piece) =>
        frames.push(piece),
      );

      expect(counts.reduce<number>((sum, count) => sum + (count ?? Number.NaN), 0)).toBe(
        bodies.length,
      );
    });
    fc.assert(property);
  });

  it.each(["x", " <1>a", "1a", "3 abc<"])(
    "refuses %j, which has no length where one must be",
    (text) => {
      expect(new FrameCounter().push(Buffer.from(text))).toBeUndefined();
    },
  );

  it("counts no message that has not ended", () => {
    expect(new FrameCounter().push(Buffer.from("5 <1>a"))).toBe(0);
  });
});

function framed(body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${body.length} `), body]);
}

function piecesOf(bytes: Buffer, size: number): readonly Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}
