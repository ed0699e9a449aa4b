import { KeyIndex } from "./key-index.ts";
import type { Pattern } from "./pattern.ts";

export interface Match {
  readonly name: string;
  readonly version: string | undefined;
}

interface Attempt {
  readonly list: string;
  readonly match: (text: string) => Match | undefined;
}

/**
 * The patterns that may match a text. No closure: when V8 collects the heap while none is alive, it loses the compiled
 * code of all that will be made, and compiles them again.
 */
export class Candidates<List extends string> {
  readonly #text: string;
  readonly #attempts: readonly Attempt[];
  readonly #promising: readonly number[];

  constructor(text: string, attempts: readonly Attempt[], promising: readonly number[]) {
    this.#text = text;
    this.#attempts = attempts;
    this.#promising = promising;
  }

  /** What the first pattern of a list that matches makes of the text, or of the part of it that is given. */
  first(list: List, part = this.#text): Match | undefined {
    for (const owner of this.#promising) {
      const attempt = this.#attempts[owner];
      const match = attempt?.list === list ? attempt.match(part) : undefined;
      if (match !== undefined) return match;
    }
    return undefined;
  }
}

/**
 * Searches a text by lists of patterns. Trying a thousand regular expressions takes a third of a millisecond and each of
 * them is slow when it is new, so those whose keys aren't in the text are passed over, and none is compiled before it
 * is tried.
 */
export function createSearch<List extends string>(
  lists: Readonly<Record<List, readonly Pattern[]>>,
): (text: string) => Candidates<List> {
  const attempts = Object.entries<readonly Pattern[]>(lists).flatMap(([list, patterns]) =>
    patterns.map((pattern) => ({ list, keys: pattern.keys, match: createAttempt(pattern) })),
  );
  const index = new KeyIndex(attempts.map(({ keys }) => keys));

  return (text) => new Candidates(text, attempts, index.ownersIn(text.toLowerCase()));
}

function createAttempt(pattern: Pattern): (text: string) => Match | undefined {
  let regex: RegExp | undefined;
  return (text) => {
    regex ??= new RegExp(pattern.regex, pattern.ignoreCase === true ? "i" : "");
    const groups = regex.exec(text);
    const name = groups === null ? undefined : nameOf(pattern, groups);
    return groups === null || name === undefined
      ? undefined
      : { name, version: versionOf(pattern, groups) };
  };
}

function nameOf({ name }: Pattern, groups: RegExpExecArray): string | undefined {
  return name === undefined ? groups[1] : filled(name, groups).trim();
}

function versionOf({ version }: Pattern, groups: RegExpExecArray): string | undefined {
  let text = "";
  for (let part = 0; part < 4; part += 1) {
    const template = version?.[part] ?? undefined;
    const value = template === undefined ? groups[part + 2] : filled(template, groups);
    if (value) text = text === "" ? value : `${text}.${value}`;
  }
  return text === "" ? undefined : text;
}

function filled(template: string, groups: RegExpExecArray): string {
  if (!template.includes("$")) return template;
  return template.replaceAll(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? "");
}
