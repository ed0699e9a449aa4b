import type { TrailRecord } from "../event.ts";
import type { Excerpt } from "../record/excerpt.ts";
import { memberGroup } from "../record/group.ts";
import { flat } from "./flat.ts";

interface Limits {
  /** How many characters of records the templates may have been made of; beyond, the oldest are dropped. */
  readonly capacity: number;
  /** Of a single template; what is longer is made anew each time. */
  readonly longest?: number;
}

/**
 * Parts of documents that depend on some members of a record alone, remembered by the text of these members. Callers
 * repeat themselves, and so do calls: one look at a few hundred characters replaces all work on a dozen members.
 * `make` gets these members only, so no template can tell what its key doesn't.
 */
export function createTemplates<T>(
  names: readonly string[],
  make: (excerpt: Excerpt) => T,
  { capacity, longest = 4096 }: Limits,
): (record: TrailRecord) => T {
  const group = memberGroup(names);
  const kept = new Generations<T>(capacity);
  return (record) => {
    const excerpt = record.excerpt(group);
    const known = kept.find(excerpt);
    if (known !== undefined) return known.made;
    const { sum, texts } = excerpt;
    const made = make(excerpt);
    const length = lengthOf(texts);
    if (length <= longest) kept.keep(sum, { texts: texts.map(flat), made }, length);
    return made;
  };
}

interface Template<T> {
  readonly texts: readonly string[];
  readonly made: T;
}

/** Of the templates with the same sum the last is kept. When the recent ones fill half of the room, the older ones go. */
class Generations<T> {
  readonly #room: number;
  #recent = new Map<number, Template<T>>();
  #older = new Map<number, Template<T>>();
  #length = 0;

  constructor(capacity: number) {
    this.#room = capacity / 2;
  }

  find(excerpt: Excerpt): Template<T> | undefined {
    const { sum } = excerpt;
    const recent = this.#recent.get(sum);
    if (recent !== undefined && excerpt.isSame(recent.texts)) return recent;
    const older = this.#older.get(sum);
    if (older === undefined || !excerpt.isSame(older.texts)) return undefined;
    this.keep(sum, older, lengthOf(older.texts));
    return older;
  }

  keep(sum: number, template: Template<T>, length: number): void {
    if (this.#length + length > this.#room) {
      this.#older = this.#recent;
      this.#recent = new Map();
      this.#length = 0;
    }
    this.#recent.set(sum, template);
    this.#length += length;
  }
}

function lengthOf(texts: readonly string[]): number {
  let length = 0;
  for (const text of texts) length += text.length;
  return length;
}
