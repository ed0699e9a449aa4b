import type { Letter } from "../../src/deliver/dead-letter/dead-letter.ts";
import { TrailRecord } from "../../src/event.ts";
import { aLetter } from "./a-letter.ts";

/** A letter whose record is these bytes. */
export function letterWith(bytes: Buffer): Letter {
  const letter = aLetter("a");
  return { ...letter, record: new TrailRecord(bytes, letter.record.origin, 0) };
}
