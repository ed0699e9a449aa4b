/**
 * The entries of Java maps that are being written, each with the place of its text: a stack, since a map may lie within
 * another. The order of keys is part of a map's text. It is the one of Java's HashMap: by bucket, and as they came
 * within one.
 */
export class Entries {
  /** The hash of the key, the start of the text and its end for each. */
  #cells = new Int32Array(width * 256);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  start(entry: number): number {
    return this.#cells[entry * width + 1] ?? 0;
  }

  end(entry: number): number {
    return this.#cells[entry * width + 2] ?? 0;
  }

  /** Also those without a text: the table has grown for all keys before these are taken out, and never shrinks. */
  push(hash: number, start: number, end: number): void {
    const cell = this.#count * width;
    if (cell === this.#cells.length) this.#grow();
    this.#cells[cell] = hash;
    this.#cells[cell + 1] = start;
    this.#cells[cell + 2] = end;
    this.#count += 1;
  }

  /** Takes back what was pushed from `first` on. */
  drop(first: number): void {
    this.#count = first;
  }

  /** Puts those from `first` on, which are one map, in order; false where they were. */
  sort(first: number): boolean {
    const mask = bucketsFor(this.#count - first) - 1;
    if (this.#count - first > few) return this.#sortMany(first, mask);
    let isMoved = false;
    for (let entry = first + 1; entry < this.#count; entry += 1) {
      let place = entry;
      while (place > first && this.#bucket(place - 1, mask) > this.#bucket(place, mask)) {
        this.#swap(place - 1, place);
        place -= 1;
      }
      isMoved ||= place !== entry;
    }
    return isMoved;
  }

  /** Whether two of those from `first` on, which are in order, have keys of the same hash. */
  hasTwins(first: number): boolean {
    if (this.#count - first > few) return this.#hasTwinsOfMany(first);
    const mask = bucketsFor(this.#count - first) - 1;
    for (let entry = first + 1; entry < this.#count; entry += 1) {
      const hash = this.#hash(entry);
      for (let other = entry - 1; other >= first; other -= 1) {
        if (this.#hash(other) === hash) return true;
        if (this.#bucket(other, mask) !== (hash & mask)) break;
      }
    }
    return false;
  }

  #hash(entry: number): number {
    return this.#cells[entry * width] ?? 0;
  }

  #bucket(entry: number, mask: number): number {
    return this.#hash(entry) & mask;
  }

  #swap(one: number, other: number): void {
    const cells = this.#cells;
    for (let part = 0; part < width; part += 1) {
      const cell = cells[one * width + part] ?? 0;
      cells[one * width + part] = cells[other * width + part] ?? 0;
      cells[other * width + part] = cell;
    }
  }

  #sortMany(first: number, mask: number): true {
    const entries = Array.from({ length: this.#count - first }, (_, index) => {
      const entry = first + index;
      return { hash: this.#hash(entry), start: this.start(entry), end: this.end(entry) };
    });
    entries.sort((a, b) => (a.hash & mask) - (b.hash & mask));
    this.#count = first;
    for (const { hash, start, end } of entries) this.push(hash, start, end);
    return true;
  }

  #hasTwinsOfMany(first: number): boolean {
    const hashes = new Set<number>();
    for (let entry = first; entry < this.#count; entry += 1) hashes.add(this.#hash(entry));
    return hashes.size < this.#count - first;
  }

  #grow(): void {
    const cells = new Int32Array(this.#cells.length * 2);
    cells.set(this.#cells);
    this.#cells = cells;
  }
}

const width = 3;

/** Most maps have a handful of keys, for which going over all of them again and again is fastest. */
const few = 100;

/** Java's table has a power of two, and grows when it is filled by three quarters. */
function bucketsFor(size: number): number {
  let buckets = 16;
  while (size > buckets * 0.75) buckets *= 2;
  return buckets;
}
