import type { MemberGroup } from "./group.ts";

/** What members stand in. */
export interface Text {
  readonly chunk: Buffer;
  readonly start: number;
  /** Between two positions of the chunk. */
  part(from: number, to: number): string;
}

/**
 * The texts of some members of a record with their names, and with the comma before all but the record's first. Members
 * that stand side by side are in one text. Where the texts are the same for two records, so are the members.
 */
export class Excerpt {
  readonly texts: string[] = [];
  #sum = 0;

  /** The same for the same texts, and rarely for others. */
  get sum(): number {
    return this.#sum;
  }

  add(record: Text, from: number, to: number): void {
    this.texts.push(record.part(from, to));
    this.#sum = sumOf(this.#sum, record.chunk, from, to);
  }

  isSame(texts: readonly string[]): boolean {
    const own = this.texts;
    if (own.length !== texts.length) return false;
    for (let at = 0; at < own.length; at += 1) if (own[at] !== texts[at]) return false;
    return true;
  }
}

/** An excerpt of a record whose members are not noted. */
export function spelled(
  { names }: MemberGroup,
  record: { source(name: string): string | undefined },
): Excerpt {
  const excerpt = new Excerpt();
  for (const name of names) {
    const source = record.source(name);
    if (source === undefined) continue;
    const chunk = Buffer.from(`,"${name}":${source}`);
    const part = (from: number, to: number) => chunk.toString("utf8", from, to);
    excerpt.add({ chunk, start: 0, part }, 0, chunk.length);
  }
  return excerpt;
}

const bytesAtOnce = 4;

/** Of each text: all of a short one; of a long one enough to hit the ids and times that tell one session from another. */
const samples = 32;

/** Four bytes for each product, which is what takes the time. */
function sumOf(before: number, chunk: Buffer, from: number, to: number): number {
  const step = Math.ceil((to - from) / (bytesAtOnce * samples)) * bytesAtOnce;
  let sum = before + to - from;
  let at = to - bytesAtOnce;
  for (; at >= from; at -= step) {
    const bytes =
      (chunk[at] ?? 0) |
      ((chunk[at + 1] ?? 0) << 8) |
      ((chunk[at + 2] ?? 0) << 16) |
      ((chunk[at + 3] ?? 0) << 24);
    sum = Math.imul(sum ^ bytes, 0x9e_37_79_b1);
    sum ^= sum >>> 15;
  }
  return sum & 0x3f_ff_ff_ff;
}
