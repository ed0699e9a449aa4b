import type { Framing } from "../../src/deliver/syslog/config.ts";

const lineFeed = 0x0a;
const space = 0x20;

/** Takes a syslog connection apart, as strictly as RFC 6587 allows, whatever pieces it arrives in. */
export class Deframer {
  readonly #framing: Framing;
  #pending = Buffer.alloc(0);

  constructor(framing: Framing) {
    this.#framing = framing;
  }

  /** The messages that are whole with this piece. Throws where a length is expected and none is there. */
  push(piece: Buffer): readonly string[] {
    this.#pending = Buffer.concat([this.#pending, piece]);
    const messages: string[] = [];
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) {
      messages.push(this.#pending.toString("utf8", frame.start, frame.end));
      this.#pending = this.#pending.subarray(frame.next);
    }
    return messages;
  }

  /** Bytes of a message that has begun and not ended. */
  get rest(): number {
    return this.#pending.length;
  }

  #next(): { start: number; end: number; next: number } | undefined {
    return this.#framing === "line_feed" ? this.#line() : this.#counted();
  }

  #line() {
    const end = this.#pending.indexOf(lineFeed);
    return end === -1 ? undefined : { start: 0, end, next: end + 1 };
  }

  #counted() {
    const at = this.#pending.indexOf(space);
    const digits = this.#pending.toString("latin1", 0, at === -1 ? undefined : at);
    if (!(at === -1 ? /^(?:[1-9]\d{0,9})?$/ : /^[1-9]\d{0,9}$/).test(digits))
      throw new Error(`No length: ${digits.slice(0, 40)}`);
    const end = at + 1 + Number(digits);
    return at === -1 || end > this.#pending.length ? undefined : { start: at + 1, end, next: end };
  }
}
