import type { StoredLetter } from "../deliver/dead-letter/entry.ts";

/** Where dead letters lie: files, a bucket or a queue. Its calls throw `PlaceTrouble` where they can't go on. */
export interface LetterPlace {
  /** How much there is, in the unit of `Page.amount`: about, and 0 where that can't be found out. */
  measure(signal: AbortSignal): Promise<number>;
  /**
   * Page after page. What was settled as delivered is removed when the next page is asked for, or with the last page of
   * its file or object. Ends soon after `stopping` is aborted, when that is done, or throws `CalledOff`.
   */
  pages(stopping: AbortSignal): AsyncIterable<Page>;
  close(): void;
}

/** Letters that are sent together. The next page comes only after this one was settled. */
export interface Page {
  readonly found: readonly Found[];
  readonly amount: number;
  /** Says once which of them are delivered for good; the others stay where they lie. */
  settle(delivered: ReadonlySet<Found>): void;
}

export interface Found {
  /** Undefined where it can't be read as a letter. */
  readonly letter: StoredLetter | undefined;
  /** For operators: which line or message it is. */
  readonly where: string;
}

/** Bounds what is held at once; a letter beyond them travels alone. */
export interface PageLimits {
  readonly letters: number;
  readonly bytes: number;
}

/** The place can't be read or written: the message says why, and what to do. */
export class PlaceTrouble extends Error {
  override readonly name = "PlaceTrouble";
}

/** A call to the place was cut short because the replay is to stop: nothing is wrong. */
export class CalledOff extends Error {
  override readonly name = "CalledOff";
}
