/**
 * The same text as a string of its own. V8 keeps the result of a match or a concatenation as references to the strings
 * that it came from, and a single such string in a document makes JSON.stringify three times slower for all of it.
 * Worth its price for texts that many documents share.
 */
export function flat(text: string): string {
  return [text.charAt(0), text.slice(1)].join("");
}
