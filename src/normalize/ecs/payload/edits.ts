/** What becomes another text in a source, or nothing. Of one source they are in their order, and don't overlap. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function edited(
  { chunk, start, end }: { readonly chunk: Buffer; readonly start: number; readonly end: number },
  edits: readonly Edit[],
): string {
  let text = "";
  let at = start;
  for (const edit of edits) {
    text += chunk.toString("utf8", at, edit.from) + edit.text;
    at = edit.to;
  }
  return text + chunk.toString("utf8", at, end);
}

/**
 * What is left out of one object or list: runs of members, with the commas that have nothing to separate then. `mark` is
 * how many edits there were before a member was read.
 */
export class Sweep {
  readonly #edits: Edit[];
  #keptTo: number;
  #isEmpty = true;
  #isDropping = false;

  /** `from` is the position behind the opening bracket. */
  constructor(edits: Edit[], from: number) {
    this.#edits = edits;
    this.#keptTo = from;
  }

  keep(mark: number, from: number, to: number): void {
    if (this.#isDropping) {
      const text = this.#isEmpty ? "" : ",";
      this.#edits.splice(mark, 0, { from: this.#keptTo, to: from, text });
      this.#isDropping = false;
    }
    this.#isEmpty = false;
    this.#keptTo = to;
  }

  drop(mark: number): void {
    this.#edits.length = mark;
    this.#isDropping = true;
  }

  /** False where nothing is left. */
  close(at: number): boolean {
    if (this.#isEmpty) return false;
    if (this.#isDropping) this.#edits.push({ from: this.#keptTo, to: at, text: "" });
    return true;
  }
}
