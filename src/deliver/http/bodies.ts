import type { EncodedEvent } from "../../event.ts";
import { gzip } from "./gzip.ts";
import { Scratch } from "./scratch.ts";

/** How an event stands in a body. */
export interface Frame {
  /** How many bytes it has at most. */
  readonly length: (event: EncodedEvent) => number;
  /** Tells where it ended. */
  readonly write: (target: Buffer, at: number, event: EncodedEvent) => number;
}

export interface Body {
  readonly bytes: Buffer;
  /** Its memory serves again: nobody may read it any more, no socket either. Who never releases it does no harm. */
  readonly release: () => void;
}

/**
 * The events of a batch as the body of a request. Each is copied once, and no text of the whole batch is made.
 * Compressed, it is made piece by piece, since the plain body of each batch on its way would take several MiB.
 */
export class Bodies {
  readonly #frame: Frame;
  readonly #whole = new Scratch(mostKept);
  readonly #pieces = new Scratch(mostKept);

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  plain(events: readonly EncodedEvent[]): Body {
    const { length, write } = this.#frame;
    const buffer = this.#whole.borrow(events.reduce((sum, event) => sum + length(event), 0));
    let at = 0;
    for (const event of events) at = write(buffer, at, event);
    return this.#body(buffer, at);
  }

  async gzip(events: Iterable<EncodedEvent>): Promise<Body> {
    const piece = this.#pieces.borrow(pieceBytes);
    let buffer = this.#whole.borrow(leastBytes);
    let at = 0;
    const take = (chunk: Buffer) => {
      if (chunk.length > buffer.length - at) buffer = this.#enlarged(buffer, at);
      at += chunk.copy(buffer, at);
    };
    try {
      await gzip(pieces(events, this.#frame, piece), take);
    } finally {
      this.#pieces.giveBack(piece);
    }
    return this.#body(buffer, at);
  }

  #body(buffer: Buffer, length: number): Body {
    return { bytes: buffer.subarray(0, length), release: () => this.#whole.giveBack(buffer) };
  }

  #enlarged(buffer: Buffer, used: number): Buffer {
    const larger = this.#whole.borrow(buffer.length * 2);
    buffer.copy(larger, 0, 0, used);
    return larger;
  }
}

/** As many bodies as are usually on their way at once; Node's thread pool compresses no more. */
const mostKept = 4;
/** Larger ones save no trips to the thread pool that count; of half the size they cost a twentieth more. */
const pieceBytes = 512 * 1024;
/** What a larger body needs it gets once, since the larger memory is what is kept. */
const leastBytes = 256 * 1024;

/** Each is gone when the next is asked for. */
function* pieces(
  events: Iterable<EncodedEvent>,
  { length, write }: Frame,
  buffer: Buffer,
): Generator<Buffer, void, undefined> {
  let at = 0;
  for (const event of events) {
    const bytes = length(event);
    if (at > 0 && bytes > buffer.length - at) {
      yield buffer.subarray(0, at);
      at = 0;
    }
    if (bytes <= buffer.length) at = write(buffer, at, event);
    else yield alone(event, bytes, write);
  }
  if (at > 0) yield buffer.subarray(0, at);
}

function alone(event: EncodedEvent, bytes: number, write: Frame["write"]): Buffer {
  const buffer = Buffer.allocUnsafeSlow(bytes);
  return buffer.subarray(0, write(buffer, 0, event));
}
