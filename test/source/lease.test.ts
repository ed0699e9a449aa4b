import { describe, expect, it } from "vitest";

import { sqsError } from "../support/fake-queue.ts";
import { announcement, anSqsSource, settledAs, take } from "../support/sqs-source.ts";

const minute = 60_000;
const hour = 60 * minute;

async function aClaim(limits: Parameters<typeof anSqsSource>[0] = {}) {
  const setup = anSqsSource(limits);
  setup.queue.put(announcement());
  const [notification] = await take(setup.notifications, 1);
  if (notification === undefined) throw new Error("Nothing was announced");
  return { ...setup, notification };
}

describe("a claim on a message", () => {
  it("lasts far beyond the visibility timeout, until it is settled", async () => {
    const { queue, notification, clock, metrics } = await aClaim();

    await clock.advance(hour);
    const visibleMeanwhile = queue.visible;
    notification.settle({ kind: "delete" });
    await clock.advance(200);

    expect(visibleMeanwhile).toEqual([]);
    expect(notification.lost.aborted).toBe(false);
    expect(queue.remaining).toEqual([]);
    expect(await settledAs(metrics, "deleted")).toBe(1);
  });

  it("is extended together with up to nine others in one call", async () => {
    const { queue, notifications, clock } = anSqsSource();
    for (let n = 0; n < 12; n += 1) queue.put(announcement());
    await take(notifications, 12);

    await clock.advance(100_000);

    const extensions = queue.calls.filter(({ action }) => action === "hide");
    expect(extensions.map(({ entries }) => entries)).toEqual([10, 2]);
  });

  it("is lost when the queue says that it is over", async () => {
    const codes = [
      "ReceiptHandleIsInvalid",
      "MessageNotInflight",
      "AWS.SimpleQueueService.MessageNotInflight",
      "InvalidParameterValue",
    ];
    for (const code of codes) {
      const { queue, notification, clock, metrics, lines } = await aClaim();
      queue.refuseNext("hide", code);

      await clock.advance(100_000);

      expect(notification.lost.aborted).toBe(true);
      expect(await settledAs(metrics, "lost")).toBe(1);
      expect(lines).toContainEqual(expect.objectContaining({ level: 40, code }));
    }
  });

  it("makes room for another message when it is lost", async () => {
    const { queue, notifications, clock } = await aClaim({ maxMessages: 1 });
    queue.put(announcement());
    queue.refuseNext("hide", "MessageNotInflight");
    const next = notifications.next();

    await clock.advance(100_000);

    expect((await next).value?.id).toBe("message-2-EXAMPLE");
  });

  it("survives an extension that fails, and another that is never answered", async () => {
    const { queue, notification, clock, metrics } = await aClaim();
    queue.refuseNext("hide", "InternalError");
    queue.failNext("hide", "silence");

    await clock.advance(10 * minute);

    expect(notification.lost.aborted).toBe(false);
    expect(queue.visible).toEqual([]);
    const { values } = await metrics.visibilityExtensions.get();
    expect(values).toContainEqual(
      expect.objectContaining({ labels: { source: "trail", outcome: "failed" } }),
    );
  });

  it("goes on through an outage of the queue until the queue says that it is over", async () => {
    const { queue, notification, clock, health } = await aClaim();
    queue.fault = () => sqsError("ServiceUnavailable", { status: 503 });
    await clock.advance(20 * minute);
    const lostInTheOutage = notification.lost.aborted;
    const problems = health.problems;
    queue.fault = () => undefined;

    await clock.advance(2 * minute);

    expect(lostInTheOutage).toBe(false);
    expect(problems).toHaveProperty(["source trail visibility"]);
    expect(health.problems).not.toHaveProperty(["source trail visibility"]);
    expect(notification.lost.aborted).toBe(true);
  });

  it("ends by release before SQS ends it after twelve hours", async () => {
    const { queue, notification, clock, metrics } = await aClaim();

    await clock.advance(11.5 * hour - minute);
    const lostBefore = notification.lost.aborted;
    await clock.advance(5 * minute);
    notification.settle({ kind: "delete" });
    await clock.advance(minute);

    expect([lostBefore, notification.lost.aborted]).toEqual([false, true]);
    expect(queue.visible).toHaveLength(1);
    expect(await settledAs(metrics, "released")).toBe(1);
    expect(await settledAs(metrics, "deleted")).toBe(0);
    expect(clock.pending).toBeLessThanOrEqual(1);
  });

  it("never asks for more than the twelve hours leave", async () => {
    const { queue, notification, clock } = await aClaim({ visibilitySeconds: 12 * 60 * 60 });

    await clock.advance(11 * hour);

    expect(notification.lost.aborted).toBe(false);
    expect(queue.hides.at(-1)?.seconds).toBeLessThanOrEqual(60 * 60);
    expect(queue.visible).toEqual([]);
  });

  it("is not extended once its release is on the way", async () => {
    const { queue, notification, clock } = await aClaim();
    await clock.advance(89_900);
    notification.settle({ kind: "release", reason: "draining" });

    await clock.advance(10 * minute);

    expect(queue.hides.map(({ seconds }) => seconds)).toEqual([0]);
    expect(queue.visible).toHaveLength(1);
  });

  it("is released only after the answer to an extension that is on its way", async () => {
    const { queue, notification, clock } = await aClaim();
    queue.failNext("hide", "silence");
    await clock.advance(90_000);
    notification.settle({ kind: "release", reason: "draining" });

    await clock.advance(1000);
    const callsWhileExtending = queue.count("hide");
    await clock.advance(10_000);

    expect(callsWhileExtending).toBe(1);
    expect(queue.count("hide")).toBe(2);
    expect(queue.visible).toHaveLength(1);
  });

  it("is extended while its delete is tried again, and leaves the verdict to the delete", async () => {
    const { queue, notification, clock, metrics } = await aClaim();
    queue.failNext("delete", ...Array.from({ length: 30 }, () => sqsError("InternalError")));
    queue.refuseNext("hide", "MessageNotInflight");
    notification.settle({ kind: "delete" });

    await clock.advance(30 * minute);

    expect(queue.hides.length).toBeGreaterThan(0);
    expect(queue.remaining).toEqual([]);
    expect(await settledAs(metrics, "deleted")).toBe(1);
  });

  it("shows in the metrics how many claims are open and how old the oldest is", async () => {
    const { notification, clock, metrics } = await aClaim();

    await clock.advance(90_000);
    const open = [await metrics.messagesInFlight.get(), await metrics.oldestUnsettled.get()];
    notification.settle({ kind: "delete" });
    await clock.advance(200);
    const closed = [await metrics.messagesInFlight.get(), await metrics.oldestUnsettled.get()];

    expect(open.map(({ values }) => values[0]?.value)).toEqual([1, 90]);
    expect(closed.map(({ values }) => values[0]?.value)).toEqual([0, 0]);
  });
});
