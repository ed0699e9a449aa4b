/** Ends what was cut. */
export const ellipsis = "\u{2026}";

/** Whole characters only, no blanks around, which receivers would take off, and no NUL, which ends a message for some. */
export function clean(text: string): string {
  const whole = text.toWellFormed().trim();
  return whole.includes("\0") ? whole.replaceAll("\0", "\u{fffd}") : whole;
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
