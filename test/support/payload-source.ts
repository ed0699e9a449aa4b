import fc from "fast-check";
import { anyText } from "./any-text.ts";

const gap = fc.constantFrom("", "", " ", "\t ");

const text = fc.oneof(
  anyText,
  fc.constantFrom("", "-", "none", "None", "nine", "a=b, c", "\u20ac"),
);

const spelling = fc.constantFrom(
  (value: string) => JSON.stringify(value),
  (value: string) => `"${value.replaceAll(/[^]/g, escaped)}"`,
);

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const spelt = fc.tuple(text, spelling).map(([value, spell]) => spell(value));

/** Few, so that some are there twice. */
const names = ["a", "b", "Aa", "BB", "a\0", "a\ufffd", "__proto__", "\u00e9", "longer name"];
const key = fc.tuple(fc.constantFrom(...names), spelling).map(([value, spell]) => spell(value));

const number = fc
  .oneof(fc.integer(), fc.double({ noInteger: true, noNaN: true, noDefaultInfinity: true }))
  .map(String);

const { value } = fc.letrec<{ value: string; list: string; map: string; member: string }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(spelt, number, fc.constantFrom("null", "true", "false")),
      tie("list"),
      tie("map"),
    ),
    list: fc
      .tuple(gap, fc.array(tie("value"), { maxLength: 3 }))
      .map(([space, values]) => `[${space}${values.join(`${space},`)}]`),
    member: fc
      .tuple(key, gap, tie("value"), gap)
      .map(([name, before, member, behind]) => `${name}${before}:${behind}${member}${before}`),
    map: fc
      .tuple(gap, fc.array(tie("member"), { maxLength: 5 }))
      .map(([space, members]) => `{${space}${members.join(`,${space}`)}}`),
  }),
);

/**
 * JSON texts with values that say nothing, escapes that need not be, space between the tokens, keys that are there twice,
 * and nesting that is too deep for an index. No key is a number: objects have these in another order than texts.
 */
export const payloadSource = fc
  .tuple(value, fc.oneof(fc.constant(0), fc.integer({ min: 15, max: 30 })))
  .map(([source, levels]) => `${'{"a":'.repeat(levels)}${source}${"}".repeat(levels)}`);
