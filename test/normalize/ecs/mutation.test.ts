import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNormalize } from "../../../src/normalize/format.ts";
import { swappedRecord } from "../../support/swapped-record.ts";
import { trailRecord } from "../../support/trail-record.ts";

const normalize = createNormalize("ecs");

describe("the ECS document of a record with values of any type in any place", () => {
  it("is one line of valid JSON that keeps the exact record", () => {
    fc.assert(
      fc.property(swappedRecord, (text) => {
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
