import type { EncodedEvent } from "../../event.ts";
import { blockBytes, type Blocks } from "../../runtime/blocks.ts";
import type { Slice } from "../../runtime/slice.ts";
import type { Framing } from "./config.ts";

/** What stands around a message, in ASCII. */
export interface Frame {
  readonly before: (event: EncodedEvent) => string;
  readonly after: string;
}

export const framings: Readonly<Record<Framing, Frame>> = {
  octet_counting: { before: ({ body }) => `${body.byteLength} `, after: "" },
  line_feed: { before: () => "", after: "\n" },
};

/** Every message in its frame, one after the other, in one exactly sized buffer. */
export function frame(events: readonly EncodedEvent[], around: Frame): Buffer {
  const [run] = runsOf(events, around, Number.POSITIVE_INFINITY);
  const target = Buffer.allocUnsafe(run?.bytes ?? 0);
  if (run !== undefined) write(run, target, 0);
  return target;
}

/**
 * As `frame`, in pieces of memory that serves again when all of it is released. What is kept until it has settled would
 * otherwise start a quarter of all collections of the whole heap.
 */
export class Frames {
  readonly length: number;
  readonly #slices: readonly Slice[];

  constructor(events: readonly EncodedEvent[], around: Frame, blocks: Blocks) {
    const runs = runsOf(events, around, blocks.left);
    this.length = runs.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#slices = runs.map((run) => {
      const slice = blocks.reserve(run.bytes);
      write(run, slice.chunk, slice.start);
      return slice;
    });
  }

  get pieces(): readonly Buffer[] {
    return this.#slices.map(({ bytes }) => bytes);
  }

  /** Nobody may read them any more, no socket either. */
  release(): void {
    for (const slice of this.#slices) slice.release();
  }
}

/** Some messages, and what stands before each. */
interface Run {
  readonly events: EncodedEvent[];
  readonly starts: string[];
  readonly after: string;
  bytes: number;
}

/** The first has room in so many bytes, others in a block each; a message that has not is alone. */
function runsOf(
  events: readonly EncodedEvent[],
  { before, after }: Frame,
  firstBytes: number,
): readonly Run[] {
  const runs: Run[] = [];
  let mostBytes = firstBytes;
  for (const event of events) {
    const start = before(event);
    const bytes = start.length + event.body.byteLength + after.length;
    let run = runs.at(-1);
    if (run === undefined || run.bytes + bytes > mostBytes) {
      if (run !== undefined) mostBytes = blockBytes;
      run = { events: [], starts: [], after, bytes: 0 };
      runs.push(run);
    }
    run.events.push(event);
    run.starts.push(start);
    run.bytes += bytes;
  }
  return runs;
}

function write({ events, starts, after }: Run, target: Buffer, from: number): void {
  let at = from;
  for (const [index, { body }] of events.entries()) {
    at = writeAscii(starts[index] ?? "", target, at);
    at = body.copyTo(target, at);
    at = writeAscii(after, target, at);
  }
}

/** For some characters a call of `Buffer.write` would take many times as long. */
function writeAscii(text: string, target: Buffer, from: number): number {
  for (let at = 0; at < text.length; at += 1) target[from + at] = text.charCodeAt(at);
  return from + text.length;
}
