import { describe, expect, it } from "vitest";

import { sqsError } from "../support/fake-queue.ts";
import { announcement, anSqsSource } from "../support/sqs-source.ts";

const minute = 60_000;

/** A source that runs while its consumer takes nothing but the first message. */
async function aRunningSource(prepare: (setup: ReturnType<typeof anSqsSource>) => void) {
  const setup = anSqsSource();
  setup.queue.put(announcement());
  setup.queue.put(announcement());
  prepare(setup);
  await setup.notifications.next();
  await setup.clock.advance(10 * minute);
  await setup.notifications.return?.();
  return setup;
}

describe("the depth of the queue", () => {
  it("is read once a minute, by state, and no longer than the source runs", async () => {
    const { queue, metrics, clock } = await aRunningSource(() => {});

    const { values } = await metrics.queueMessages.get();
    expect(queue.count("attributes")).toBe(11);
    expect(Object.fromEntries(values.map(({ labels, value }) => [labels.state, value]))).toEqual({
      visible: 0,
      in_flight: 2,
      delayed: 0,
    });
    await clock.advance(10 * minute);
    expect(queue.count("attributes")).toBe(11);
  });

  it("is not needed: without the right to read it one line says so", async () => {
    const { lines, health } = await aRunningSource(({ queue }) => {
      const denied = sqsError("AccessDenied", { status: 403 });
      queue.fault = (action) => (action === "attributes" ? denied : undefined);
    });

    expect(lines).toMatchObject([
      { level: 30, advice: expect.stringContaining("sqs:GetQueueAttributes") },
    ]);
    expect(health.problems).toEqual({});
  });
});

describe("a queue without a redrive policy", () => {
  it("is warned of once", async () => {
    const { lines } = await aRunningSource(({ queue }) => (queue.redrivePolicy = undefined));

    expect(lines).toMatchObject([
      { level: 40, advice: expect.stringContaining("dead-letter queue") },
    ]);
  });

  it("is warned of when its attributes can be read at last", async () => {
    const { lines } = await aRunningSource(({ queue }) => {
      queue.redrivePolicy = undefined;
      queue.failNext("attributes", sqsError("InternalError", { status: 500 }));
    });

    expect(lines.map(({ level }) => level)).toEqual([30, 40]);
  });
});
