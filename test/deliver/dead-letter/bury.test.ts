import { describe, expect, it } from "vitest";
import { createBury } from "../../../src/deliver/dead-letter/bury.ts";
import type { DeadLetter, Letter, Stored } from "../../../src/deliver/dead-letter/dead-letter.ts";
import { Health } from "../../../src/observe/health.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { createSeldom } from "../../../src/observe/seldom.ts";
import { aRecord } from "../../support/events.ts";
import { ManualClock } from "../../support/manual-clock.ts";

function aBury(store?: (letters: readonly Letter[]) => Promise<Stored>) {
  const clock = new ManualClock();
  const health = new Health();
  const letters: Letter[] = [];
  const deadLetter: DeadLetter | undefined = store && {
    store(given) {
      letters.push(...given);
      return store(given);
    },
    close: () => Promise.resolve(),
  };
  const bury = createBury({
    deadLetter,
    version: "1.2.3",
    clock,
    health,
    log: silentLogger,
    seldom: createSeldom(clock),
    abandoned: new AbortController().signal,
  });
  return { bury, clock, health, letters };
}

const rejection = { record: aRecord("a"), reason: "mapping", message: "no such field" } as const;

describe("createBury", () => {
  it("stores each rejection with its destination, its attempts, the time and the version", async () => {
    const { bury, letters, clock } = aBury(() => Promise.resolve({ kind: "ok" }));

    const buried = await bury("elastic", [{ ...rejection, attempts: 3 }]);

    expect(buried).toBe(true);
    expect(letters).toEqual([
      { ...rejection, destination: "elastic", attempts: 3, time: clock.now(), version: "1.2.3" },
    ]);
  });

  it("says that nobody has the records where no dead letter is set up", async () => {
    const { bury } = aBury();

    expect(await bury("elastic", [rejection])).toBe(false);
  });

  it("says so too where they could not be stored, and why, until they can", async () => {
    const answers: Stored[] = [{ kind: "failed", message: "no space" }, { kind: "ok" }];
    const { bury, health } = aBury(() => Promise.resolve(answers.shift() ?? { kind: "ok" }));

    const first = await bury("elastic", [rejection]);
    const problems = health.problems;
    const second = await bury("elastic", [rejection]);

    expect([first, problems]).toEqual([false, { "dead letter": "no space" }]);
    expect([second, health.problems]).toEqual([true, {}]);
  });

  it("waits for a file system that hangs no longer than half a minute", async () => {
    const { bury, clock, health } = aBury(() => new Promise<never>(() => {}));

    const burial = bury("elastic", [rejection]);
    await clock.advance(30_000);

    expect(await burial).toBe(false);
    expect(health.problems["dead letter"]).toContain("30 s");
  });
});
