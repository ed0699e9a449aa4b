/** A header ends its fields with pipes, and can't hold line breaks. */
export function escapeHeader(text: string): string {
  return /[\\|\r\n]/u.test(text)
    ? text.replaceAll(/[\\|]/gu, String.raw`\$&`).replaceAll(/[\r\n]/gu, " ")
    : text;
}

/** A value ends before the next ` key=`. Pipes mean nothing in it. */
export function escapeValue(text: string): string {
  const escaped = text.replaceAll(/[\\=]/gu, String.raw`\$&`);
  if (!/[\r\n]/u.test(text)) return escaped;
  return escaped.replaceAll("\n", String.raw`\n`).replaceAll("\r", String.raw`\r`);
}
