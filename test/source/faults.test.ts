import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Settlement } from "../../src/event.ts";
import { sqsError, type Fault } from "../support/fake-queue.ts";
import { announcement, anSqsSource } from "../support/sqs-source.ts";

const hour = 60 * 60_000;

interface Play {
  readonly messages: number;
  readonly settlements: readonly { readonly settlement: Settlement; readonly afterMs: number }[];
  readonly faults: readonly (Fault | undefined)[];
  readonly refusals: readonly (string | undefined)[];
}

const settlements = fc.constantFrom<Settlement>(
  { kind: "delete" },
  { kind: "delete" },
  { kind: "release", reason: "object_unreadable" },
  { kind: "keep", reason: "unsupported" },
);

const plays: fc.Arbitrary<Play> = fc.record({
  messages: fc.integer({ min: 1, max: 25 }),
  settlements: fc.array(
    fc.record({ settlement: settlements, afterMs: fc.integer({ min: 0, max: 900_000 }) }),
    { minLength: 1, maxLength: 25 },
  ),
  faults: fc.array(
    fc.constantFrom<Fault | undefined>(
      undefined,
      undefined,
      "unanswered",
      "silence",
      sqsError("ServiceUnavailable", { status: 503 }),
      sqsError("RequestThrottled"),
    ),
    { maxLength: 60 },
  ),
  refusals: fc.array(
    fc.constantFrom(undefined, undefined, undefined, "InternalError", "MessageNotInflight"),
    { maxLength: 60 },
  ),
});

/** Plays it for an hour, then stops the source while the queue is well again. */
async function play({ messages, settlements: endings, faults, refusals }: Play) {
  const setup = anSqsSource({ maxMessages: 8, visibilitySeconds: 60 });
  const { queue, clock, notifications, stopping, source } = setup;
  const faultsLeft = [...faults];
  const refusalsLeft = [...refusals];
  queue.fault = () => faultsLeft.shift();
  queue.refusal = () => refusalsLeft.shift();
  for (let n = 0; n < messages; n += 1) queue.put(announcement());
  let taken = 0;
  const consume = async () => {
    for await (const notification of { [Symbol.asyncIterator]: () => notifications }) {
      const ending = endings[taken % endings.length];
      taken += 1;
      clock.schedule(ending?.afterMs ?? 0, () =>
        notification.settle(ending?.settlement ?? { kind: "delete" }),
      );
    }
  };
  const consumed = consume();
  await clock.advance(hour);
  stopping.abort();
  await clock.advance(hour);
  await consumed;
  await source.settled();
  return setup;
}

describe("under random failures of the queue", () => {
  it("ends every claim exactly once and leaves nothing behind", async () => {
    await fc.assert(
      fc.asyncProperty(plays, async (random) => {
        const { metrics, clock } = await play(random);

        const received = (await metrics.messagesReceived.get()).values;
        const settled = (await metrics.messagesSettled.get()).values;
        expect(sum(settled)).toBe(sum(received));
        expect((await metrics.messagesInFlight.get()).values[0]?.value ?? 0).toBe(0);
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("never lets a message vanish that nobody asked to delete", async () => {
    const released: Play["settlements"] = [
      { settlement: { kind: "release", reason: "object_unreadable" }, afterMs: 1000 },
      { settlement: { kind: "keep", reason: "unsupported" }, afterMs: 70_000 },
    ];

    await fc.assert(
      fc.asyncProperty(plays, async (random) => {
        const { queue } = await play({ ...random, settlements: released });

        expect(queue.remaining).toHaveLength(random.messages);
        expect(queue.count("delete")).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});

function sum(values: readonly { readonly value: number }[]): number {
  return values.reduce((total, { value }) => total + value, 0);
}
