/** Ends what was cut. */
export const ellipsis = "\u{2026}";

const unusual = /[^ -<>-[\]-~]/;
const space = 0x20;

/** Whether nothing in it needs cleaning, nor escaping unless the pairs' delimiter is such a character. Most texts are plain. */
export function isPlain(text: string): boolean {
  return (
    text.charCodeAt(0) !== space &&
    text.charCodeAt(text.length - 1) !== space &&
    text !== "" &&
    !unusual.test(text)
  );
}

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
