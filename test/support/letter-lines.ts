import {
  encodeLetter,
  parseLetter,
  type StoredLetter,
} from "../../src/deliver/dead-letter/entry.ts";
import { aLetter } from "./a-letter.ts";

/** NDJSON as a dead letter holds it. */
export function letterLines(...eventIds: readonly string[]): string {
  return eventIds.map((id) => `${encodeLetter(aLetter(id))}\n`).join("");
}

/** A letter as it comes back from where it was stored. */
export function storedLetter(eventId: string, destination = "elastic"): StoredLetter {
  const letter = parseLetter(encodeLetter({ ...aLetter(eventId), destination }));
  if (letter === undefined) throw new TypeError("A letter could not be read back");
  return letter;
}

/** The event ids of the lines; `?` for a line that is no letter. */
export function idsIn(lines: string): readonly string[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const letter = parseLetter(line);
      return letter === undefined ? "?" : idOfLetter(letter);
    });
}

export function idOfLetter({ eventId }: StoredLetter): string {
  return eventId.split(":").at(-1) ?? "";
}
