/**
 * Letters that lie together as lines, in a file or an object. Lines can't be taken out one by one: those that stay are
 * written aside, and when every line has ended, they replace the whole in one step. A crash before that step leaves all
 * lines, and the delivered ones are sent again; no step loses one.
 */
import { parseLetter } from "../deliver/dead-letter/entry.ts";
import type { Found, Page, PageLimits } from "./letter-place.ts";
import { linesOf } from "./lines.ts";
import { show } from "./page.ts";

export interface Sheaf {
  /** For operators. */
  readonly name: string;
  content(): AsyncIterable<Buffer>;
  /** How much of the place's measure lines of so many bytes are. */
  amountOf(bytes: number): number;
  /** Writes a line aside that stays. */
  keep(line: Buffer): Promise<void>;
  /** Leaves only what was kept. Called when every line has ended, where any may be removed. */
  replace(keptLines: number): Promise<void>;
  /** Frees what is open. What was not replaced stays as it was. */
  release(): Promise<void>;
}

/** Once `stopping` is aborted, the lines that are left are kept without being shown. */
export async function* pagesOf(
  sheaf: Sheaf,
  limits: PageLimits,
  stopping: AbortSignal,
): AsyncGenerator<Page> {
  let kept = 0;
  let removed = 0;
  try {
    for await (const lines of groupsOf(sheaf, limits)) {
      const amount = sheaf.amountOf(lines.reduce((sum, { bytes }) => sum + bytes.length + 1, 0));
      const delivered = stopping.aborted ? noLines : yield* show(lines, amount);
      for (const line of lines) {
        if (delivered.has(line)) {
          removed += 1;
        } else {
          await sheaf.keep(line.bytes);
          kept += 1;
        }
      }
    }
    if (removed > 0) await sheaf.replace(kept);
  } finally {
    await sheaf.release();
  }
}

interface Line extends Found {
  readonly bytes: Buffer;
}

const noLines: ReadonlySet<Found> = new Set();

async function* groupsOf(sheaf: Sheaf, limits: PageLimits): AsyncGenerator<readonly Line[]> {
  let group: Line[] = [];
  let held = 0;
  let number = 0;
  for await (const bytes of linesOf(sheaf.content())) {
    number += 1;
    if (bytes.length === 0) continue;
    const letter = parseLetter(bytes.toString("utf8"));
    group.push({ bytes, letter, where: `${sheaf.name} line ${number}` });
    held += bytes.length;
    if (group.length < limits.letters && held < limits.bytes) continue;
    yield group;
    group = [];
    held = 0;
  }
  if (group.length > 0) yield group;
}
