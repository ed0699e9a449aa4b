import { ReceiverTrouble } from "../trouble.ts";

export interface RelpFrame {
  /** 0 for what answers nothing. */
  readonly transaction: number;
  readonly command: string;
  readonly data: string;
}

/** `TXNR SP COMMAND SP DATALEN`, then a space before the data, or at once the line feed that ends each frame. */
const header = /^(\d{1,9}) ([A-Za-z]{1,32}) (\d{1,6})([ \n])/;
const startOfHeader = /^(?:\d{1,9}(?: (?:[A-Za-z]{1,32}(?: (?:\d{1,6})?)?)?)?)?$/;
const longestHeader = 51;

/** An answer is a line or two. Of a longer one we would have to hold whatever comes. */
const longestData = 65_536;
const lineFeed = 0x0a;

/** Takes what a RELP receiver says apart, whatever pieces it arrives in. */
export class FrameReader {
  #pending = Buffer.alloc(0);

  /** The frames that are whole with this piece; throws a ReceiverTrouble after the last one before what is none. */
  *push(piece: Buffer): Generator<RelpFrame> {
    this.#pending = Buffer.concat([this.#pending, piece]);
    for (let next = this.#next(); next !== undefined; next = this.#next()) yield next;
  }

  #next(): RelpFrame | undefined {
    const head = readHeader(this.#pending.toString("latin1", 0, longestHeader));
    if (head === undefined) return undefined;
    const end = head.dataStart + head.dataLength;
    if (this.#pending.length <= end) return undefined;
    if (this.#pending[end] !== lineFeed) throw unreadable();
    const data = this.#pending.toString("utf8", head.dataStart, end);
    this.#pending = this.#pending.subarray(end + 1);
    return { transaction: head.transaction, command: head.command, data };
  }
}

/** Undefined where it may yet become one. */
function readHeader(start: string) {
  const [whole = "", transaction, command, digits, delimiter] = header.exec(start) ?? [];
  if (command === undefined) {
    if (startOfHeader.test(start)) return undefined;
    throw unreadable();
  }
  const dataLength = Number(digits);
  if (dataLength > (delimiter === " " ? longestData : 0)) throw unreadable();
  const dataStart = delimiter === " " ? whole.length : whole.length - 1;
  return { transaction: Number(transaction), command, dataStart, dataLength };
}

function unreadable(): ReceiverTrouble {
  return new ReceiverTrouble("garbled", "The receiver says what is no RELP; check what answers");
}
