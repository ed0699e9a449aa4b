import fc from "fast-check";
import { isJsonObject } from "../../src/event.ts";
import { caseNames, caseRecord } from "./cases.ts";

const records = caseNames.map((name): unknown => JSON.parse(caseRecord(name)));

/** Values that no field expects, as JSON text because some of them have no literal. */
const oddValue = fc.oneof(
  fc.json(),
  fc.constantFrom(
    "null",
    '"none"',
    '"a=b|c\\\\d e=f"',
    "1e400",
    "123456789012345678901234567890",
    '"\\ud800"',
    '"line\\nbreak\\r\\n"',
    '{"__proto__":{"a":1},"constructor":null,"toString":"x","toJSON":1}',
    `"${"x=\\\\".repeat(20_000)}"`,
    `"${"\u{1f980}".repeat(20_000)}"`,
    `"${"\u{20ac}".repeat(20_000)}"`,
    "[".repeat(2000) + "]".repeat(2000),
    '{"a":'.repeat(2000) + "1" + "}".repeat(2000),
  ),
);

/** Places of values in a record, in the order of its text, each with what stands there instead. */
const swaps = fc.dictionary(fc.integer({ min: 1, max: 60 }).map(String), oddValue, {
  minKeys: 1,
  maxKeys: 6,
});

/** The text of a record that has values of any type in any place. */
export const swappedRecord = fc
  .tuple(fc.constantFrom(...records), swaps)
  .map(([record, changes]) => swapped(record, changes));

function swapped(record: unknown, changes: Readonly<Record<string, string>>): string {
  let place = -1;
  return JSON.stringify(marked(record)).replaceAll(
    /"swap (\d+)"/gu,
    (_, at: string) => changes[at] ?? "null",
  );

  function marked(value: unknown): unknown {
    place += 1;
    if (changes[place] !== undefined) return `swap ${place}`;
    if (Array.isArray(value)) return value.map(marked);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marked(item)]));
  }
}
