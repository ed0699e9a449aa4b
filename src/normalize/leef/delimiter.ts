/**
 * What sets the parts of a LEEF message apart. There is no escaping: a text that holds such a character has a space instead.
 */

export const tab = "\t";

/**
 * What the header of version 2.0 says of the delimiter: itself, or its code as `x09`. Throws a RangeError where it is
 * not one character of the basic plane, or one that headers, keys and numbers are made of.
 */
export function codeOf(delimiter: string): string {
  const code = delimiter.charCodeAt(0);
  if (delimiter.length !== 1 || /[\p{L}\p{N}\p{Cs} "=|\r\n.:_-]/u.test(delimiter))
    throw new RangeError(`This can't delimit pairs: ${JSON.stringify(delimiter)}`);
  return isPrintable(delimiter) ? delimiter : `x${code.toString(16).padStart(2, "0")}`;
}

function isPrintable(delimiter: string): boolean {
  return /[!-~]/u.test(delimiter);
}

export function withoutPipes(text: string): string {
  return text.replaceAll(/[|\r\n\t]/gu, " ");
}

export function withoutBreaks(text: string, delimiter: string): string {
  let unbroken = text;
  for (const mark of [delimiter, "\n", "\r"])
    if (unbroken.includes(mark)) unbroken = unbroken.replaceAll(mark, " ");
  return unbroken;
}
