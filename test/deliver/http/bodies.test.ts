import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bodies, type Frame } from "../../../src/deliver/http/bodies.ts";
import { writeLine } from "../../../src/deliver/ndjson.ts";
import type { EncodedEvent } from "../../../src/event.ts";
import { aBody, aRecord } from "../../support/events.ts";

const lines: Frame = { length: ({ body }) => body.byteLength + 1, write: writeLine };
/** More than a piece. */
const large = 700_000;

describe("Bodies", () => {
  it("compress what they would send uncompressed, however large events are", async () => {
    const bodies = new Bodies(lines);

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(large), { maxLength: 8 }), async (sizes) => {
        const events = sizes.map((size) => anEvent("x".repeat(size)));
        const plain = bodies.plain(events);
        const compressed = await bodies.gzip(events);

        expect(gunzipSync(compressed.bytes).equals(plain.bytes)).toBe(true);
        plain.release();
        compressed.release();
      }),
      { numRuns: 20 },
    );
  });

  it("grow where events can't be compressed well", async () => {
    const events = Array.from({ length: 15 }, (_, index) => anEvent(noise(index, 100_000)));

    const { bytes } = await new Bodies(lines).gzip(events);

    expect(bytes.length).toBeGreaterThan(1_000_000);
    expect(gunzipSync(bytes).equals(new Bodies(lines).plain(events).bytes)).toBe(true);
  });

  it("stay as they are until they are released, whatever is made beside them", async () => {
    const bodies = new Bodies(lines);
    const texts = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(large));

    const made = await Promise.all(texts.map((text) => bodies.gzip([anEvent(text)])));

    expect(made.map(({ bytes }) => gunzipSync(bytes).toString())).toEqual(
      texts.map((text) => `${text}\n`),
    );
  });

  it("lie in the same memory again once they are released", async () => {
    const bodies = new Bodies(lines);
    const first = await bodies.gzip([anEvent("a")]);
    first.release();

    const second = await bodies.gzip([anEvent("b")]);

    expect(second.bytes.buffer).toBe(first.bytes.buffer);
  });

  it("fail with what a frame throws", async () => {
    const frame = { ...lines, length: () => 1 };

    const making = new Bodies(frame).gzip([anEvent("x".repeat(large))]);

    await expect(making).rejects.toThrow(RangeError);
  });
});

function anEvent(text: string): EncodedEvent {
  return { record: aRecord("a"), body: aBody(text) };
}

/** Letters that come in no order. */
function noise(seed: number, length: number): string {
  let state = seed + 1;
  const letter = () => {
    state = (state * 48_271) % 0x7fffffff;
    return String.fromCharCode(48 + (state % 70));
  };
  return Array.from({ length }, letter).join("");
}
