import { Excerpt, type NotedRecord } from "./excerpt.ts";
import type { MemberGroup } from "./group.ts";
import { memberNames } from "./names.ts";

/**
 * Where the members of some records of one chunk are, a row for each record: how many names it has, these names in
 * their order, and for each of `memberNames` the start and the end of its value, 0 where the record has none of it.
 * Filled by the scanner, read by the records. A splitter fills the same table for all its chunks, as long as the
 * records of the chunk before were forgotten: most of a table's cost is to allocate it.
 */
export class MemberTable {
  #cells: Int32Array;
  #rows = 0;
  #readers = 0;

  constructor(rows: number) {
    this.#cells = new Int32Array(rows * width);
  }

  /** Whether no record reads it, so that its rows may be filled anew. */
  get isFree(): boolean {
    return this.#readers === 0;
  }

  clear(): void {
    this.#cells.fill(0, 0, this.#rows * width);
    this.#rows = 0;
  }

  /** Begins an empty row; -1 where there are too many. */
  begin(): number {
    const row = this.#rows;
    if (row === mostRows) return -1;
    if (row * width === this.#cells.length) this.#grow();
    this.#rows = row + 1;
    return row;
  }

  /** Takes the row back that was begun last. */
  dropLast(): void {
    this.#rows -= 1;
    this.#cells.fill(0, this.#rows * width, (this.#rows + 1) * width);
  }

  /** False where the row has that name already. */
  note(row: number, name: number, from: number, to: number): boolean {
    const cells = this.#cells;
    const first = row * width;
    const span = first + spans + name * 2;
    if (cells[span] !== 0) return false;
    cells[span] = from;
    cells[span + 1] = to;
    const count = (cells[first] ?? 0) + 1;
    cells[first] = count;
    cells[first + count] = name;
    return true;
  }

  /** 0 where the row has none of that name. */
  start(row: number, name: number): number {
    return name < 0 ? 0 : (this.#cells[row * width + spans + name * 2] ?? 0);
  }

  end(row: number, name: number): number {
    return this.#cells[row * width + spans + name * 2 + 1] ?? 0;
  }

  names(row: number): readonly string[] {
    const first = row * width;
    const count = this.#cells[first] ?? 0;
    const names: string[] = [];
    for (let at = first + 1; at <= first + count; at += 1) {
      const name = memberNames[this.#cells[at] ?? 0];
      if (name !== undefined) names.push(name);
    }
    return names;
  }

  excerpt(row: number, group: MemberGroup, record: NotedRecord): Excerpt {
    const { mask } = group;
    const cells = this.#cells;
    const first = row * width;
    const last = first + (cells[first] ?? 0);
    const excerpt = new Excerpt(record, group);
    let from = 0;
    let end = record.start + 1;
    for (let at = first + 1; at <= last; at += 1) {
      const name = cells[at] ?? 0;
      if (mask[name] === 1) {
        if (from === 0) from = end;
      } else if (from > 0) {
        excerpt.add(record, from, end);
        from = 0;
      }
      end = cells[first + spans + name * 2 + 1] ?? 0;
    }
    if (from > 0) excerpt.add(record, from, end);
    return excerpt;
  }

  /** A record begins to read it. */
  hold(): void {
    this.#readers += 1;
  }

  release(): void {
    this.#readers -= 1;
  }

  #grow(): void {
    const cells = new Int32Array(this.#cells.length * 2);
    cells.set(this.#cells);
    this.#cells = cells;
  }
}

/** Of ordinary records a chunk has some hundred. Those that are smaller than their row are better parsed as a whole. */
const mostRows = 1024;
/** Where the spans begin in a row. */
const spans = 1 + memberNames.length;
const width = spans + 2 * memberNames.length;
