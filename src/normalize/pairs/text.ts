/** Ends what was cut. */
export const ellipsis = "\u{2026}";

/** Whole characters only, and no blanks around, which receivers would take off. */
export function clean(text: string): string {
  return text.toWellFormed().trim();
}

/** At most `max` UTF-16 code units, cut between characters and then ending with an ellipsis. */
export function limited(text: string, max: number): string {
  return text.length <= max ? text : `${prefix(text, max - ellipsis.length)}${ellipsis}`;
}

/** The first `length` UTF-16 code units, or one less where that would cut a character in two. */
function prefix(text: string, length: number): string {
  const start = text.slice(0, Math.max(length, 0));
  return start.isWellFormed() ? start : start.slice(0, -1);
}
