import { flat } from "../flat.ts";
import type { Pattern } from "./pattern.ts";

export interface Match {
  readonly name: string;
  readonly version: string | undefined;
}

/**
 * Finds the first pattern of a list that matches. Trying a thousand regular expressions takes a third of a millisecond
 * and each of them is slow when it is new, so those whose keys aren't in the text are passed over, and none is
 * compiled before it is tried.
 */
export function createFirstMatch(
  patterns: readonly Pattern[],
): (text: string) => Match | undefined {
  const byKey = indexByKey(patterns);
  const keyless = Uint8Array.from(patterns, ({ keys }) => (keys === undefined ? 1 : 0));
  const promising = new Uint8Array(patterns.length);
  const attempts = patterns.map(createAttempt);

  return (text) => {
    promising.set(keyless);
    markPromising(text.toLowerCase());
    for (let at = promising.indexOf(1); at !== -1; at = promising.indexOf(1, at + 1)) {
      const match = attempts[at]?.(text);
      if (match !== undefined) return match;
    }
    return undefined;
  };

  function markPromising(text: string): void {
    let code = 0;
    for (let at = 0; at < text.length; at += 1) {
      code = following(code, text.charCodeAt(at));
      for (const index of byKey.get(code) ?? none) promising[index] = 1;
    }
  }
}

const none: readonly number[] = [];

function indexByKey(patterns: readonly Pattern[]): ReadonlyMap<number, readonly number[]> {
  const byKey = new Map<number, number[]>();
  for (const [index, { keys = [] }] of patterns.entries()) {
    for (const key of keys) {
      let code = 0;
      for (let at = 0; at < key.length; at += 1) code = following(code, key.charCodeAt(at));
      const indexes = byKey.get(code);
      if (indexes === undefined) byKey.set(code, [index]);
      else indexes.push(index);
    }
  }
  return byKey;
}

/** The last three characters as a number. Characters outside ASCII may share one, which costs a try and no more. */
function following(code: number, charCode: number): number {
  return ((code << 7) | (charCode & 0x7f)) & 0x1f_ff_ff;
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
  const text = name === undefined ? groups[1] : filled(name, groups).trim();
  return text && flat(text);
}

function versionOf({ version }: Pattern, groups: RegExpExecArray): string | undefined {
  let text = "";
  for (let part = 0; part < 4; part += 1) {
    const template = version?.[part] ?? undefined;
    const value = template === undefined ? groups[part + 2] : filled(template, groups);
    if (value) text = text === "" ? value : `${text}.${value}`;
  }
  return text === "" ? undefined : flat(text);
}

function filled(template: string, groups: RegExpExecArray): string {
  if (!template.includes("$")) return template;
  return template.replaceAll(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? "");
}
