import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allDelivered, type Destination } from "../../src/deliver/destination.ts";
import { withSplitting } from "../../src/deliver/split.ts";
import { batchOf, type Batch } from "../../src/event.ts";
import { idOf, someEvents } from "../support/events.ts";
import { ScriptedDestination, retryAll } from "../support/scripted-destination.ts";

const never = new AbortController().signal;
const tooLarge = { kind: "too_large", message: "413" } as const;

type Hint = (ids: readonly string[], poisoned: ReadonlySet<string>) => number | undefined;

/** Refuses every batch that holds a poisoned event, as a whole; may hint at which one it is. */
class Poisonable implements Destination {
  readonly name = "poisonable";
  readonly taken: string[] = [];
  attempts = 0;
  readonly #poisoned: ReadonlySet<string>;
  readonly #hint: Hint;

  constructor(poisoned: Iterable<string>, hint: Hint = () => undefined) {
    this.#poisoned = new Set(poisoned);
    this.#hint = hint;
  }

  async deliver(batch: Batch) {
    this.attempts += 1;
    const ids = batch.events.map(idOf);
    if (ids.some((id) => this.#poisoned.has(id))) {
      const suspect = this.#hint(ids, this.#poisoned);
      const told = { kind: "malformed", message: "400" } as const;
      const trouble = suspect === undefined ? told : { ...told, suspect };
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

  it.each([
    ["from 0", firstPoisoned],
    ["from 1", (ids, poisoned) => firstPoisoned(ids, poisoned) + 1],
  ] satisfies readonly [string, Hint][])(
    "finds a poisoned event at once where the server names its place, counted %s",
    async (_, hint) => {
      const ids = Array.from({ length: 1000 }, (_unused, at) => `event-${at}`);
      const destination = new Poisonable(["event-700"], hint);

      const report = await withSplitting(destination).deliver(batchOf(someEvents(...ids)), never);

      expect(report.rejected.map(idOf)).toEqual(["event-700"]);
      expect(destination.attempts).toBeLessThanOrEqual(5);
    },
  );

  it("believes no hint: only what fails alone is rejected", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.nat(40)),
        async (flags, hints) => {
          const ids = flags.map((_, at) => `event-${at}`);
          const poisoned = ids.filter((_, at) => flags[at]);
          const destination = new Poisonable(poisoned, () => hints.next().value);

          const report = await withSplitting(destination).deliver(
            batchOf(someEvents(...ids)),
            never,
          );

          expect(report.rejected.map(idOf)).toEqual(poisoned);
          expect(destination.taken).toEqual(ids.filter((id) => !poisoned.includes(id)));
        },
      ),
    );
  });
});

function firstPoisoned(ids: readonly string[], poisoned: ReadonlySet<string>): number {
  return ids.findIndex((id) => poisoned.has(id));
}
