import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReceipt } from "../../src/acknowledge/receipt.ts";
import type { Settlement } from "../../src/event.ts";

const keep = { kind: "keep", reason: "not_cloudtrail" } as const;
const release = { kind: "release", reason: "object_damaged" } as const;

function aReceipt() {
  const settlements: Settlement[] = [];
  return { settlements, receipt: createReceipt((settlement) => settlements.push(settlement)) };
}

describe("createReceipt", () => {
  it("deletes when its creator and every holder completed", () => {
    const { receipt, settlements } = aReceipt();

    receipt.hold(2);
    receipt.complete(1);
    receipt.complete(1);
    const before = [...settlements];
    receipt.complete(1);

    expect([before, settlements]).toEqual([[], [{ kind: "delete" }]]);
  });

  it("gives the claim back when any holder failed, after the last is done", () => {
    const { receipt, settlements } = aReceipt();

    receipt.hold(2);
    receipt.fail(release, 1);
    receipt.complete(2);

    expect(settlements).toEqual([release]);
  });

  it("releases rather than keeps, in whichever order they failed", () => {
    const first = aReceipt();
    const second = aReceipt();

    for (const [failures, { receipt }] of [
      [[keep, release], first] as const,
      [[release, keep], second] as const,
    ]) {
      receipt.hold(1);
      for (const failure of failures) receipt.fail(failure, 1);
    }

    expect([...first.settlements, ...second.settlements]).toEqual([release, release]);
  });

  it("takes more completions than holds for the bug it is", () => {
    const { receipt } = aReceipt();

    receipt.complete(1);

    expect(() => receipt.complete(1)).toThrow("more often than it was held");
    expect(() => receipt.hold(1)).toThrow("held again");
  });

  it("settles exactly once for every order of holds and completions", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean())), (holds) => {
        const { receipt, settlements } = aReceipt();

        for (const [count] of holds) receipt.hold(count);
        for (const [count, fails] of holds) {
          if (fails) receipt.fail(release, count);
          else receipt.complete(count);
        }
        receipt.complete(1);

        expect(settlements).toEqual([
          holds.some(([, fails]) => fails) ? release : { kind: "delete" },
        ]);
      }),
    );
  });
});
