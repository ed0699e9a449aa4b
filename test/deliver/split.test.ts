import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allDelivered, type Destination } from "../../src/deliver/destination.ts";
import { withSplitting } from "../../src/deliver/split.ts";
import { batchOf, type Batch } from "../../src/event.ts";
import { idOf, someEvents } from "../support/events.ts";
import { ScriptedDestination, retryAll } from "../support/scripted-destination.ts";

const never = new AbortController().signal;
const tooLarge = { kind: "too_large", message: "413" } as const;

/** Refuses every batch that holds a poisoned event, as a whole. */
class Poisonable implements Destination {
  readonly name = "poisonable";
  readonly taken: string[] = [];
  readonly #poisoned: ReadonlySet<string>;

  constructor(poisoned: Iterable<string>) {
    this.#poisoned = new Set(poisoned);
  }

  async deliver(batch: Batch) {
    const ids = batch.events.map(idOf);
    if (ids.some((id) => this.#poisoned.has(id))) {
      const trouble = { kind: "malformed", message: "400" } as const;
      return { ...allDelivered, retryable: batch.events, trouble };
    }
    this.taken.push(...ids);
    return allDelivered;
  }

  async close(): Promise<void> {}
}

describe("withSplitting", () => {
  it("halves a batch that is too large until it passes", async () => {
    const destination = new ScriptedDestination(retryAll(tooLarge), retryAll(tooLarge));

    const report = await withSplitting(destination).deliver(
      batchOf(someEvents("a", "b", "c", "d")),
      never,
    );

    expect(report).toMatchObject({ retryable: [], rejected: [] });
    expect(destination.attempts).toEqual([
      ["a", "b", "c", "d"],
      ["a", "b"],
      ["a"],
      ["b"],
      ["c", "d"],
    ]);
  });

  it("rejects an event that is too large alone, in the destination's words", async () => {
    const destination = new ScriptedDestination(retryAll(tooLarge));

    const report = await withSplitting(destination).deliver(batchOf(someEvents("a")), never);

    expect(report.rejected).toMatchObject([{ reason: "too_large", message: "413" }]);
    expect(report.retryable).toEqual([]);
  });

  it("does not split what is refused for another reason", async () => {
    const destination = new ScriptedDestination(retryAll());

    const report = await withSplitting(destination).deliver(batchOf(someEvents("a", "b")), never);

    expect(report.retryable).toHaveLength(2);
    expect(destination.attempts).toHaveLength(1);
  });

  it("rejects exactly the poisoned events of any batch and delivers each other once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (flags) => {
        const ids = flags.map((_, at) => `event-${at}`);
        const poisoned = ids.filter((_, at) => flags[at]);
        const destination = new Poisonable(poisoned);

        const report = await withSplitting(destination).deliver(batchOf(someEvents(...ids)), never);

        expect(report.rejected.map(idOf)).toEqual(poisoned);
        expect(destination.taken).toEqual(ids.filter((id) => !poisoned.includes(id)));
      }),
    );
  });
});
