import { readFile } from "node:fs/promises";
import { parseLetter, type StoredLetter } from "../../src/deliver/dead-letter/entry.ts";

/** Every line of the file as it would be replayed, by the id of its record. */
export async function readDeadLetters(path: string): Promise<ReadonlyMap<string, StoredLetter>> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return new Map(lines.map((line) => [letterOf(line).eventId, letterOf(line)]));
}

function letterOf(line: string): StoredLetter {
  const letter = parseLetter(line);
  if (letter === undefined) throw new TypeError(`This is no dead letter: ${line}`);
  return letter;
}
