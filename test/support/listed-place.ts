import type { Found, LetterPlace, Page } from "../../src/replay/letter-place.ts";
import { PlaceTrouble } from "../../src/replay/letter-place.ts";
import { eventIdOf } from "./emptied-place.ts";

/** Pages that a test wrote down, and what became of them. */
export class ListedPlace implements LetterPlace {
  readonly removed: string[] = [];
  /** Thrown after the last page. */
  trouble: PlaceTrouble | undefined;
  readonly #pages: readonly (readonly Found[])[];

  constructor(...pages: readonly (readonly Found[])[]) {
    this.#pages = pages;
  }

  measure(): Promise<number> {
    return Promise.resolve(this.#pages.flat().length);
  }

  async *pages(stopping: AbortSignal): AsyncGenerator<Page> {
    for (const found of this.#pages) {
      if (stopping.aborted) return;
      const settle: Page["settle"] = (delivered) => {
        this.removed.push(...found.filter((one) => delivered.has(one)).map(eventIdOf));
      };
      yield { found, amount: found.length, settle };
    }
    if (this.trouble !== undefined) throw this.trouble;
  }

  close(): void {}
}
