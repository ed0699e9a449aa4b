export interface RelpRequest {
  readonly transaction: number;
  readonly command: string;
  readonly data: string;
}

/** Takes what a RELP sender says apart, as strictly as the protocol is written, whatever pieces it arrives in. */
export class RelpRequests {
  #pending = Buffer.alloc(0);

  push(piece: Buffer): readonly RelpRequest[] {
    this.#pending = Buffer.concat([this.#pending, piece]);
    const requests: RelpRequest[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) requests.push(next);
    return requests;
  }

  #next(): RelpRequest | undefined {
    const start = this.#pending.toString("latin1", 0, 60);
    if (!/[ \n].*[ \n].*[ \n]/s.test(start)) return undefined;
    const parts = /^([1-9]\d{0,8}) ([a-z]{1,32}) (0(?=\n)|[1-9]\d{0,8}(?= ))/.exec(start);
    if (parts === null) throw new Error(`No RELP frame: ${start}`);
    const [head, transaction, command = "", digits] = parts;
    const length = Number(digits);
    const from = head.length + (length === 0 ? 0 : 1);
    const end = from + length;
    if (this.#pending.length <= end) return undefined;
    if (this.#pending[end] !== 0x0a) throw new Error("A RELP frame is longer than it says");
    const data = this.#pending.toString("utf8", from, end);
    this.#pending = this.#pending.subarray(end + 1);
    return { transaction: Number(transaction), command, data };
  }
}
