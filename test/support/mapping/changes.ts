import { isIP } from "node:net";
import type { JsonValue } from "../../../src/event.ts";

/**
 * Other values of the same kind: an address for an address, a time for a time, letters for letters. What depends on
 * a value then changes with it, and the record keeps its shape.
 */
export function changesOf(value: JsonValue): readonly JsonValue[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1];
  return typeof value === "string" ? textsLike(value) : [];
}

const opposites = new Map(
  [
    ["true", "false"],
    ["Success", "Failure"],
    ["Yes", "No"],
  ].flatMap(([one = "", other = ""]) => [[one, other] as const, [other, one] as const]),
);

/** Ids and hosts are told apart by their ends and numbers; in longer texts, any word may count. */
function textsLike(text: string): readonly string[] {
  const opposite = opposites.get(text);
  if (opposite !== undefined) return [opposite];
  const family = isIP(text);
  if (family !== 0) return [family === 4 ? "203.0.113.99" : "2001:db8::99"];
  const year = /^(?:\w{3} \d{1,2}, )?20\d\d(?=-\d\d-|\d{4}T|,)/.exec(text)?.[0];
  if (year !== undefined) return [yearBefore(year) + text.slice(year.length)];
  const texts = [
    text.replaceAll(/\d/g, shifted),
    text.replace(/[a-z\d]+/i, shiftedWord),
    text.replace(/[a-z\d]+(?=[^a-z\d]*$)/i, shiftedWord),
    ...(/[^\w.-]/.test(text) ? [shiftedWord(text)] : []),
  ];
  return [...new Set(texts)].filter((other) => other !== text);
}

function yearBefore(text: string): string {
  return text.slice(0, -4) + String(Number(text.slice(-4)) - 1);
}

function shiftedWord(word: string): string {
  return word.replaceAll(/[a-z\d]/gi, shifted);
}

/** The next letter of the alphabet, or the next digit. */
function shifted(character: string): string {
  if (character === "9") return "0";
  if (character === "z" || character === "Z") return character === "z" ? "a" : "A";
  return String.fromCharCode(character.charCodeAt(0) + 1);
}
