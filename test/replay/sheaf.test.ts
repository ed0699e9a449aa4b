import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pagesOf, type Sheaf } from "../../src/replay/sheaf.ts";
import { eventIdOf } from "../support/emptied-place.ts";
import { idsIn, letterLines } from "../support/letter-lines.ts";

/** Lines in memory. */
class HeldSheaf implements Sheaf {
  readonly name = "held";
  lines: string;
  readonly #kept: string[] = [];

  constructor(lines: string) {
    this.lines = lines;
  }

  async *content() {
    yield Buffer.from(this.lines);
  }

  amountOf(): number {
    return 1;
  }

  async keep(line: Buffer): Promise<void> {
    this.#kept.push(`${line.toString()}\n`);
  }

  async replace(keptLines: number): Promise<void> {
    expect(keptLines).toBe(this.#kept.length);
    this.lines = this.#kept.join("");
  }

  async release(): Promise<void> {}
}

describe("letters that lie together", () => {
  it("are each delivered or left, in their order, wherever the replay stops", async () => {
    const letters = fc.array(fc.record({ isLetter: fc.boolean(), isDelivered: fc.boolean() }), {
      maxLength: 12,
    });

    await fc.assert(
      fc.asyncProperty(
        letters,
        fc.integer({ min: 1, max: 5 }),
        fc.nat(6),
        async (all, size, end) => {
          const ids = all.map(({ isLetter }, at) => (isLetter ? `event-${at}` : "?"));
          const sheaf = new HeldSheaf(
            ids.map((id) => (id === "?" ? "torn\n" : letterLines(id))).join(""),
          );
          const stopping = new AbortController();
          const delivered: string[] = [];
          let shown = 0;
          for await (const page of pagesOf(sheaf, { letters: size, bytes: 1e6 }, stopping.signal)) {
            const taken = page.found.filter(
              ({ letter }, at) => letter !== undefined && all[shown + at]?.isDelivered,
            );
            delivered.push(...taken.map(eventIdOf));
            page.settle(new Set(taken));
            shown += page.found.length;
            if (shown >= end) stopping.abort();
          }

          expect(idsIn(sheaf.lines)).toEqual(ids.filter((id) => !delivered.includes(id)));
        },
      ),
    );
  });

  it("must be settled page by page", async () => {
    const sheaf = new HeldSheaf(letterLines("a"));
    const limits = { letters: 1, bytes: 1 };

    const shown = Array.fromAsync(pagesOf(sheaf, limits, new AbortController().signal));

    await expect(shown).rejects.toThrow("A page of dead letters was not settled");
    expect(idsIn(sheaf.lines)).toEqual(["a"]);
  });
});
