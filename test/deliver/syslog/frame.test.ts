import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Framing } from "../../../src/deliver/syslog/config.ts";
import { frame, Frames, framings } from "../../../src/deliver/syslog/frame.ts";
import type { EncodedEvent } from "../../../src/event.ts";
import { Blocks } from "../../../src/runtime/blocks.ts";
import { anyText } from "../../support/any-text.ts";
import { Deframer } from "../../support/deframer.ts";
import { aBody, aRecord } from "../../support/events.ts";

describe("frame", () => {
  it("puts before each message how many bytes it has", () => {
    const bytes = frame([message("<134>é"), message("<134>plain")], framings.octet_counting);

    expect(bytes.toString()).toBe("7 <134>é10 <134>plain");
  });

  it("ends each message with a line feed where that is what the receiver reads", () => {
    const bytes = frame([message("<134>é"), message("<134>plain")], framings.line_feed);

    expect(bytes.toString()).toBe("<134>é\n<134>plain\n");
  });

  it.each<Framing>(["octet_counting", "line_feed"])("is empty for no events with %s", (framing) => {
    expect(frame([], framings[framing])).toHaveLength(0);
  });

  it("gives every message back with octet counting, line feeds and digits in it too", () => {
    const texts = fc.array(fc.oneof(anyText, digits).filter(notEmpty));

    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (given, sizes) => {
        const bytes = frame(given.map(message), framings.octet_counting);

        expect(received(bytes, "octet_counting", sizes)).toEqual(given);
      }),
    );
  });

  it("gives every message of one line back with line feeds", () => {
    const line = anyText.map((text) => text.replaceAll("\n", " "));

    fc.assert(
      fc.property(
        fc.array(line),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (given, sizes) => {
          const bytes = frame(
            given.map((text) => message(text)),
            framings.line_feed,
          );

          expect(received(bytes, "line_feed", sizes)).toEqual(given);
        },
      ),
    );
  });
});

describe("frames in blocks", () => {
  it("are together what they are in one buffer, however large", () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 300_000 }));
    const framing = fc.constantFrom<Framing>("octet_counting", "line_feed");

    fc.assert(
      fc.property(fc.array(size, { maxLength: 8 }), framing, (sizes, how) => {
        const events = sizes.map((bytes, index) => message(String(index % 10).repeat(bytes)));

        const frames = new Frames(events, framings[how], new Blocks());

        const whole = frame(events, framings[how]);
        expect(Buffer.concat(frames.pieces).equals(whole)).toBe(true);
        expect(frames.length).toBe(whole.length);
      }),
    );
  });

  it("fill one block before they begin another", () => {
    const blocks = new Blocks();
    const events = Array.from({ length: 15 }, () => message("a".repeat(10_000)));

    const [first, second] = [0, 1].map(() => new Frames(events, framings.line_feed, blocks));

    expect(first?.pieces).toHaveLength(1);
    expect(second?.pieces.map(({ length }) => length)).toEqual([110_011, 40_004]);
    expect(second?.pieces[0]?.buffer === first?.pieces[0]?.buffer).toBe(true);
  });

  it("lie in memory that serves again when they are released", () => {
    const blocks = new Blocks();
    const events = [message("a".repeat(200_000)), message("b".repeat(200_000))];
    const first = new Frames(events, framings.line_feed, blocks);
    const memory = new Set(first.pieces.map(({ buffer }) => buffer));

    first.release();

    const next = new Frames(events, framings.line_feed, blocks);
    expect(next.pieces.every(({ buffer }) => memory.has(buffer))).toBe(true);
  });
});

const digits = fc.integer({ min: 0 }).map((number) => `${number} ${number}\n`);

function notEmpty(text: string): boolean {
  return text !== "";
}

function message(text: string): EncodedEvent {
  return { record: aRecord("a"), body: aBody(text) };
}

/** What a receiver reads from pieces of these sizes. */
function received(bytes: Buffer, framing: Framing, sizes: Iterator<number>): readonly string[] {
  const deframer = new Deframer(framing);
  const messages: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + Number(sizes.next().value);
    messages.push(...deframer.push(bytes.subarray(at, end)));
    at = end;
  }
  expect(deframer.rest).toBe(0);
  return messages;
}
