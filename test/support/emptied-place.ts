import type { Found, LetterPlace } from "../../src/replay/letter-place.ts";
import { idOfLetter } from "./letter-lines.ts";

/** Pages as they were shown: event ids, `?` for what is no letter. */
export type ShownPages = readonly (readonly string[])[];

/** Goes through all pages and settles as delivered what `isDelivered` takes, everything by default. */
export async function empty(
  place: LetterPlace,
  isDelivered: (eventId: string) => boolean = () => true,
  stopping: AbortSignal = new AbortController().signal,
): Promise<ShownPages> {
  const pages: string[][] = [];
  for await (const page of place.pages(stopping)) {
    pages.push(page.found.map(eventIdOf));
    page.settle(
      new Set(page.found.filter((found) => found.letter && isDelivered(eventIdOf(found)))),
    );
  }
  return pages;
}

export function eventIdOf({ letter }: Found): string {
  return letter === undefined ? "?" : idOfLetter(letter);
}
