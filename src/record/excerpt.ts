import type { JsonObject } from "../event.ts";
import type { MemberGroup } from "./group.ts";
import { fieldsIn, type Text } from "./view.ts";

/** What a record tells by its members: by all of them, or by some. */
export interface Members {
  /** To be read by name only. */
  readonly fields: JsonObject | null;
  /** The JSON text of a member; undefined where there is none of that name. */
  source(name: string): string | undefined;
}

export interface NotedRecord extends Members, Text {
  readonly start: number;
}

/** Some members of a record: it has no others, so nothing that is made of an excerpt can depend on the rest. */
export class Excerpt implements Members {
  /**
   * The members with their names, and with the comma before all but the record's first. Those that stand side by side are
   * in one text. Where the texts are the same for two records, so are the members.
   */
  readonly texts: string[] = [];
  readonly #record: Members;
  readonly #group: MemberGroup;
  #sum = 0;

  constructor(record: Members, group: MemberGroup) {
    this.#record = record;
    this.#group = group;
  }

  get fields(): JsonObject {
    return fieldsIn(this.#record.fields, this.#group);
  }

  source(name: string): string | undefined {
    return this.#group.names.includes(name) ? this.#record.source(name) : undefined;
  }

  /** The same for the same texts, and rarely for others. */
  get sum(): number {
    return this.#sum;
  }

  add(text: Text, from: number, to: number): void {
    this.texts.push(text.part(from, to));
    this.#sum = sumOf(this.#sum, text.chunk, from, to);
  }

  isSame(texts: readonly string[]): boolean {
    const own = this.texts;
    if (own.length !== texts.length) return false;
    for (let at = 0; at < own.length; at += 1) if (own[at] !== texts[at]) return false;
    return true;
  }
}

/** An excerpt of a record whose members are not noted. */
export function spelled(group: MemberGroup, record: Members): Excerpt {
  const excerpt = new Excerpt(record, group);
  for (const name of group.names) {
    const source = record.source(name);
    if (source === undefined) continue;
    const chunk = Buffer.from(`,"${name}":${source}`);
    const part = (from: number, to: number) => chunk.toString("utf8", from, to);
    excerpt.add({ chunk, part }, 0, chunk.length);
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
