/** Texts of which at least one is in everything that a pattern matches. In lower case: for patterns of either kind. */
export type AnyOf = readonly string[];

interface Cursor {
  readonly source: string;
  at: number;
}

interface Term {
  readonly literal?: string;
  readonly anyOf?: AnyOf | undefined;
}

const shortest = 3;

/**
 * Reads from the source of a regular expression what a text can't do without, after Google's FilteredRE2. It
 * understands as much of the syntax as the patterns of uap-core use, and throws on the rest.
 */
export function requiredText(source: string): AnyOf | undefined {
  const cursor = { source, at: 0 };
  const anyOf = alternatives(cursor);
  if (cursor.at < source.length) throw new Error(`Cannot read ${source} from ${cursor.at}`);
  return anyOf;
}

function alternatives(cursor: Cursor): AnyOf | undefined {
  const branches = [sequence(cursor)];
  while (cursor.source[cursor.at] === "|") {
    cursor.at += 1;
    branches.push(sequence(cursor));
  }
  const required = branches.filter((branch) => branch !== undefined);
  return required.length === branches.length ? required.flat() : undefined;
}

function sequence(cursor: Cursor): AnyOf | undefined {
  const candidates: AnyOf[] = [];
  let run = "";
  while (cursor.at < cursor.source.length && !"|)".includes(charAt(cursor))) {
    const { literal, anyOf } = readTerm(cursor);
    const least = readQuantifier(cursor);
    if (literal !== undefined && least !== 0) run += literal;
    if (literal === undefined || least !== undefined) {
      candidates.push([run]);
      run = "";
    }
    if (anyOf !== undefined && least !== 0) candidates.push(anyOf);
  }
  candidates.push([run]);
  return best(candidates);
}

function best(candidates: readonly AnyOf[]): AnyOf | undefined {
  return candidates
    .filter((anyOf) => lengthOf(anyOf) >= shortest)
    .toSorted((a, b) => a.length - b.length || lengthOf(b) - lengthOf(a))[0];
}

function lengthOf(anyOf: AnyOf): number {
  return Math.min(...anyOf.map((text) => text.length));
}

function readTerm(cursor: Cursor): Term {
  const char = charAt(cursor);
  if (char === "(") return readGroup(cursor);
  if (char === "[") return readClass(cursor);
  cursor.at += 1;
  if (char === "\\") return readEscape(cursor);
  return ".^$".includes(char) ? {} : literalOf(char);
}

function readGroup(cursor: Cursor): Term {
  const kind = /^\((?:\?(?:[:=!]|<[=!]))?/.exec(cursor.source.slice(cursor.at))?.[0] ?? "";
  cursor.at += kind.length;
  const anyOf = alternatives(cursor);
  cursor.at += 1;
  const isLookaround = kind.length > 1 && kind !== "(?:";
  return isLookaround ? {} : { anyOf };
}

/** `[Aa]` is a letter in either case; any other class is not one text. */
function readClass(cursor: Cursor): Term {
  const text = /^\[(?:\\.|[^\]\\])*\]/.exec(cursor.source.slice(cursor.at))?.[0] ?? "";
  cursor.at += text.length;
  const [first = "", second = "", ...more] = text.slice(1, -1).toLowerCase();
  return more.length === 0 && first === second ? literalOf(first) : {};
}

function readEscape(cursor: Cursor): Term {
  const char = charAt(cursor);
  cursor.at += 1;
  if (/[dDwWsSbB]/.test(char)) return {};
  if (/[A-Za-z0-9]/.test(char)) throw new Error(`Cannot read \\${char} in ${cursor.source}`);
  return literalOf(char);
}

/** Letters outside ASCII change their case in more ways than one. */
function literalOf(char: string): Term {
  return char !== "" && char <= "\u007F" ? { literal: char.toLowerCase() } : {};
}

/** The least number of repetitions, if there is a quantifier. */
function readQuantifier(cursor: Cursor): number | undefined {
  const found = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(cursor.source.slice(cursor.at));
  if (found === null) return undefined;
  cursor.at += found[0].length;
  return Number(found[1] ?? (found[0].startsWith("+") ? 1 : 0));
}

function charAt(cursor: Cursor): string {
  return cursor.source[cursor.at] ?? "";
}
