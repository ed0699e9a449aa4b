import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";

import { settle } from "../support/manual-clock.ts";
import { announcement, anSqsSource, settledAs, take } from "../support/sqs-source.ts";

const testEvent = JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b" });

describe("the SQS source", () => {
  it("receives nothing before its consumer asks", async () => {
    const { queue, clock } = anSqsSource();
    queue.put(announcement());

    await clock.advance(60_000);

    expect(queue.count("receive")).toBe(0);
  });

  it("tells what a message announces and how often it was received", async () => {
    const { queue, notifications } = anSqsSource();
    const id = queue.put(announcement("a"));

    const [notification] = await take(notifications, 1);

    expect(notification).toMatchObject({
      id,
      receiveCount: 1,
      objects: [{ bucket: "example-trail-bucket", key: expect.stringContaining("aEXAMPLE") }],
    });
  });

  it("asks with a long poll, an explicit visibility timeout and the receive count", async () => {
    const { queue, notifications, clock, stopping } = anSqsSource();
    queue.put(announcement());
    await take(notifications, 1);

    const next = notifications.next();
    await clock.advance(1);
    stopping.abort();
    await next;

    expect(queue.polls.at(-1)).toMatchObject({
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 300,
      MessageSystemAttributeNames: expect.arrayContaining(["ApproximateReceiveCount"]),
    });
  });

  it("waits without polling while as many messages as allowed are in flight", async () => {
    const { queue, notifications, clock, stopping } = anSqsSource({ maxMessages: 3 });
    for (let n = 0; n < 5; n += 1) queue.put(announcement());
    const [first] = await take(notifications, 3);
    const next = notifications.next();
    await clock.advance(60_000);
    const pollsWhileFull = queue.polls.map(({ MaxNumberOfMessages }) => MaxNumberOfMessages);

    first?.settle({ kind: "delete" });
    await clock.advance(200);

    expect(pollsWhileFull).toEqual([3]);
    expect((await next).value?.id).toBe("message-4-EXAMPLE");
    expect(queue.polls.at(-1)?.MaxNumberOfMessages).toBe(1);
    stopping.abort();
  });

  it("acknowledges noise and hands it to nobody", async () => {
    const { queue, notifications, clock, metrics } = anSqsSource();
    queue.put(testEvent);
    queue.put(announcement());

    const [notification] = await take(notifications, 1);
    await clock.advance(200);

    expect(notification?.id).toBe("message-2-EXAMPLE");
    expect(queue.remaining).toEqual(["message-2-EXAMPLE"]);
    expect((await metrics.messagesNoise.get()).values).toMatchObject([
      { labels: { kind: "test_event" }, value: 1 },
    ]);
  });

  it("never deletes what it does not understand, and hides it for longer each time", async () => {
    const { queue, notifications, clock, metrics, lines, stopping } = anSqsSource();
    queue.put("certainly not JSON");

    const next = notifications.next();
    await clock.advance(30 * 60_000);
    stopping.abort();
    await next;

    expect(queue.remaining).toHaveLength(1);
    expect(queue.hides.map(({ seconds }) => seconds)).toEqual([300, 600, 1200]);
    expect(await settledAs(metrics, "kept")).toBe(3);
    expect(lines).toContainEqual(
      expect.objectContaining({ reason: "not_json", advice: expect.stringMatching(/dead-letter/) }),
    );
  });

  it("logs what it does not understand once a minute at most", async () => {
    const { queue, notifications, clock, lines, stopping } = anSqsSource();
    for (let n = 0; n < 10; n += 1) queue.put("certainly not JSON");

    const next = notifications.next();
    await clock.advance(1000);
    stopping.abort();
    await next;

    expect(lines.filter(({ reason }) => reason === "not_json")).toHaveLength(1);
  });

  it("gives the messages nobody has seen back at once when it is stopped", async () => {
    const { queue, notifications, clock, stopping, source } = anSqsSource();
    for (let n = 0; n < 4; n += 1) queue.put(announcement());
    const [taken] = await take(notifications, 1);

    stopping.abort();
    await clock.advance(200);
    const visibleWhileTheConsumerIsBusy = queue.visible;
    taken?.settle({ kind: "delete" });
    const { done } = await notifications.next();
    await clock.advance(200);
    await source.settled();

    expect(visibleWhileTheConsumerIsBusy).toHaveLength(3);
    expect(done).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("gives unread messages back when its consumer turns away", async () => {
    const { queue, notifications, clock } = anSqsSource();
    for (let n = 0; n < 3; n += 1) queue.put(announcement());
    const [taken] = await take(notifications, 1);

    await notifications.return?.();
    taken?.settle({ kind: "release", reason: "object_unreadable" });
    await clock.advance(200);

    expect(queue.visible).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it("ends a long poll when it is stopped, and leaves no timer or listener", async () => {
    const { notifications, clock, stopping, source } = anSqsSource();
    const next = notifications.next();
    await clock.advance(5000);

    stopping.abort();
    await settle();

    expect((await next).done).toBe(true);
    await source.settled();
    expect(clock.pending).toBe(0);
    expect(getEventListeners(stopping.signal, "abort")).toEqual([]);
  });

  it("keeps two receives of one message apart", async () => {
    const { queue, notifications, clock, metrics } = anSqsSource();
    queue.put(announcement());
    const [first] = await take(notifications, 1);
    queue.showAll();
    const [second] = await take(notifications, 1);

    await clock.advance(100_000);
    const firstIsLost = first?.lost.aborted;
    first?.settle({ kind: "release", reason: "bug" });
    second?.settle({ kind: "delete" });
    await clock.advance(200);

    expect([first?.id, firstIsLost, second?.lost.aborted]).toEqual([second?.id, true, false]);
    expect(queue.remaining).toEqual([]);
    expect([await settledAs(metrics, "lost"), await settledAs(metrics, "deleted")]).toEqual([1, 1]);
  });
});
