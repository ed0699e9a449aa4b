import { flat } from "../flat.ts";
import { quoted } from "../json-text.ts";

/** A part of records that comes again and again, and its text within a JSON string. */
export interface Passage {
  readonly text: string;
  readonly escaped: string;
}

export function passageOf(text: string): Passage {
  return { text, escaped: flat(escaped(text)) };
}

/**
 * `event.original`: the text as a JSON string. To escape every quote of a record costs more than most else of a
 * document; where a known passage stands in it, in the order given, half of that is spared.
 */
export function originalText(text: string, passages: readonly Passage[]): string {
  let original = '"';
  let end = 0;
  for (const passage of passages) {
    const start = text.indexOf(passage.text, end);
    if (start === -1) continue;
    original += escaped(text.slice(end, start)) + passage.escaped;
    end = start + passage.text.length;
  }
  return `${original}${escaped(text.slice(end))}"`;
}

function escaped(text: string): string {
  return quoted(text).slice(1, -1);
}
