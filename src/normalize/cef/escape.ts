/** A header ends its fields with pipes, and can't hold line breaks. */
export function escapeHeader(text: string): string {
  return /[\\|\r\n]/u.test(text)
    ? text.replaceAll(/[\\|]/gu, String.raw`\$&`).replaceAll(/[\r\n]/gu, " ")
    : text;
}

/** A value ends before the next ` key=`. Pipes mean nothing in it. */
export function escapeValue(text: string): string {
  let escaped = text;
  // Looking for a character costs a tenth of replacing none.
  if (text.includes("\\")) escaped = escaped.replaceAll("\\", String.raw`\\`);
  if (text.includes("=")) escaped = escaped.replaceAll("=", String.raw`\=`);
  if (text.includes("\n")) escaped = escaped.replaceAll("\n", String.raw`\n`);
  if (text.includes("\r")) escaped = escaped.replaceAll("\r", String.raw`\r`);
  return escaped;
}
