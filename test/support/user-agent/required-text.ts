/** Texts of which at least one is in everything that a pattern matches. In lower case: for patterns of either kind. */
export type AnyOf = readonly string[];

/** Of two that are required, which is kept: a negative number for the first. */
export type Preference = (a: AnyOf, b: AnyOf) => number;

interface Cursor {
  readonly source: string;
  readonly preference: Preference;
  at: number;
}

interface Term {
  readonly literal?: string | undefined;
  readonly anyOf?: AnyOf | undefined;
}

const shortest = 2;

/**
 * Reads from the source of a regular expression what a text can't do without, after Google's FilteredRE2. It
 * understands as much of the syntax as the patterns of uap-core use, and throws on the rest.
 */
export function requiredText(source: string, preference: Preference): AnyOf | undefined {
  const cursor = { source, preference, at: 0 };
  const { anyOf } = alternatives(cursor);
  if (cursor.at < source.length) throw new Error(`Cannot read ${source} from ${cursor.at}`);
  return anyOf;
}

function alternatives(cursor: Cursor): Term {
  const first = sequence(cursor);
  if (cursor.source[cursor.at] !== "|") return first;
  const branches = [first];
  while (cursor.source[cursor.at] === "|") {
    cursor.at += 1;
    branches.push(sequence(cursor));
  }
  const required = branches.map(({ anyOf }) => anyOf).filter((anyOf) => anyOf !== undefined);
  return { anyOf: required.length === branches.length ? [...new Set(required.flat())] : undefined };
}

/** A literal where it is nothing but one. */
function sequence(cursor: Cursor): Term {
  const candidates: AnyOf[] = [];
  let run = "";
  let isLiteral = true;
  while (cursor.at < cursor.source.length && !"|)".includes(charAt(cursor))) {
    const { literal, anyOf } = readTerm(cursor);
    const least = readQuantifier(cursor);
    if (literal !== undefined && least !== 0) run += literal;
    if (literal === undefined || least !== undefined) {
      isLiteral = false;
      candidates.push([run]);
      run = "";
    }
    if (anyOf !== undefined && least !== 0) candidates.push(anyOf);
  }
  candidates.push([run]);
  const anyOf = candidates.filter(isLongEnough).toSorted(cursor.preference)[0];
  return { literal: isLiteral ? run : undefined, anyOf };
}

function isLongEnough(anyOf: AnyOf): boolean {
  return anyOf.every((text) => text.length >= shortest);
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
  const term = alternatives(cursor);
  cursor.at += 1;
  const isLookaround = kind.length > 1 && kind !== "(?:";
  return isLookaround ? {} : term;
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
