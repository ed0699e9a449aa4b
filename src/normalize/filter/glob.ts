export type Matches = (text: string) => boolean;

/**
 * Whether a text is one of these, where `*` stands for any number of characters and everything else for itself. Linear
 * in the text whatever the patterns, and it allocates nothing.
 */
export function anyOf(patterns: readonly string[]): Matches {
  const exact = new Set(patterns.filter((pattern) => !pattern.includes("*")));
  const globs = patterns.filter((pattern) => pattern.includes("*")).map(globOf);
  return (text) => {
    if (exact.has(text)) return true;
    for (const matches of globs) if (matches(text)) return true;
    return false;
  };
}

/** The leftmost place for each part leaves the most room for the next, so no other has to be tried. */
function globOf(pattern: string): Matches {
  const parts = pattern.split("*");
  const head = parts[0] ?? "";
  const tail = parts.at(-1) ?? "";
  const between = parts.slice(1, -1).filter((part) => part !== "");
  return (text) => {
    if (!text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    for (const part of between) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at + tail.length <= text.length;
  };
}
