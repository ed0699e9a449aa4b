import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject } from "../../../src/event.ts";
import { createNormalize } from "../../../src/normalize/format.ts";
import { fixture } from "../../support/fixture.ts";
import { trailRecord } from "../../support/trail-record.ts";

const records = readdirSync(new URL("../../fixtures/ecs", import.meta.url))
  .filter((name) => !name.endsWith(".ecs.json"))
  .map((name): unknown => JSON.parse(fixture(`ecs/${name}`)));

const normalize = createNormalize("ecs");

/** Values that no field expects, as JSON text because some of them have no literal. */
const oddValue = fc.oneof(
  fc.json(),
  fc.constantFrom(
    "null",
    '"none"',
    "1e400",
    "123456789012345678901234567890",
    '"\\ud800"',
    '"line\\nbreak"',
    '{"__proto__":{"a":1},"constructor":null,"toString":"x","toJSON":1}',
    `"${"x".repeat(70_000)}"`,
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

describe("the ECS document of a record with values of any type in any place", () => {
  it("is one line of valid JSON that keeps the exact record", () => {
    fc.assert(
      fc.property(fc.constantFrom(...records), swaps, (record, changes) => {
        const text = swapped(record, changes);

        const line = String(normalize(trailRecord(text)));

        expect(line).not.toMatch(/[\r\n]/u);
        expect(JSON.parse(line)).toMatchObject({ event: { original: text } });
      }),
      { numRuns: 500 },
    );
  });

  it("is made of arbitrary objects as well", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
        const line = String(normalize(trailRecord(fields)));

        expect(JSON.parse(line)).toMatchObject({ event: { original: JSON.stringify(fields) } });
      }),
    );
  });
});

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
