import { array, assert, constantFrom, property, subarray, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { createNormalize } from "../../../src/normalize/format.ts";
import { caseNames, caseRecord } from "../../support/cases.ts";
import { trailRecord } from "../../support/trail-record.ts";

const cases = caseNames.map((name): object => JSON.parse(caseRecord(name)));
const names = [...new Set(cases.flatMap((record) => Object.keys(record)))];

/** One record with some members of another: callers and calls in every combination. */
const mixedRecord = tuple(constantFrom(...cases), constantFrom(...cases), subarray(names)).map(
  ([record, other, taken]) =>
    JSON.stringify({
      ...record,
      ...Object.fromEntries(Object.entries(other).filter(([name]) => taken.includes(name))),
    }),
);

describe("an ECS document", () => {
  it.each([
    ["by default", {}],
    ["with entities and Elastic's categories", { entities: true, categories: "elastic" }],
  ] as const)("is the same whatever records came before %s", (_, options) => {
    assert(
      property(array(mixedRecord, { minLength: 10, maxLength: 40 }), (texts) => {
        const forwards = createNormalize("ecs", options);
        const backwards = createNormalize("ecs", options);

        const documents = texts.map((text) => forwards(trailRecord(text)));
        const others = texts.toReversed().map((text) => backwards(trailRecord(text)));

        expect(documents).toEqual(others.toReversed());
      }),
      { numRuns: 30 },
    );
  });
});
