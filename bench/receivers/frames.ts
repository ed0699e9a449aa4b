const space = 0x20;
const zero = 0x30;

/** Counts the messages of one connection with octet counting (RFC 6587), whatever pieces it arrives in, and looks at lengths only. */
export class FrameCounter {
  /** What is read of a length so far. */
  #length = 0;
  /** Bytes of a message that are still to come. */
  #left = 0;

  /** The messages that are whole with this piece. Undefined where no length is where one must be. */
  push(piece: Buffer): number | undefined {
    let whole = 0;
    let at = 0;
    while (at < piece.length) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, piece.length - at);
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) whole += 1;
      } else if (this.#readLength(piece[at])) at += 1;
      else return undefined;
    }
    return whole;
  }

  /** False where the byte can't be part of a length. */
  #readLength(byte: number | undefined): boolean {
    if (byte === space && this.#length > 0) {
      this.#left = this.#length;
      this.#length = 0;
      return true;
    }
    const digit = (byte ?? 0) - zero;
    this.#length = this.#length * 10 + digit;
    return digit >= 0 && digit <= 9;
  }
}
