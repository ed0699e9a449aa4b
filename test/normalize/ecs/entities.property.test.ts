import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject } from "../../../src/event.ts";
import { entitiesOf } from "../../../src/normalize/ecs/entities/entities.ts";
import { swappedRecord } from "../../support/swapped-record.ts";
import { trailRecord } from "../../support/trail-record.ts";

describe("the entities of a record with values of any type in any place", () => {
  it("are lists of texts, sorted and without repeats", () => {
    fc.assert(
      fc.property(swappedRecord, (text) => {
        const { fields } = trailRecord(text);

        const lists = fields === null ? [] : listsOf(entitiesOf(fields));

        for (const list of lists) {
          expect(list).not.toHaveLength(0);
          expect(list).not.toContain("");
          expect(list).toEqual([...new Set(list.map(String))].sort());
        }
      }),
      { numRuns: 500 },
    );
  });
});

function listsOf(value: unknown): readonly (readonly unknown[])[] {
  if (Array.isArray(value)) return [value];
  return isJsonObject(value) ? Object.values(value).flatMap(listsOf) : [];
}
