const longest = 500;

/** What a server said, made fit for a log line or a dead letter: one line, without control characters, not too long. */
export function serverWords(text: string): string {
  const line = text
    .slice(0, longest * 4)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .toWellFormed();
  return line.length > longest ? `${line.slice(0, longest - 1)}…`.toWellFormed() : line;
}
