import { describe, expect, it } from "vitest";

import { sqsError } from "../support/fake-queue.ts";
import { announcement, anSqsSource, take } from "../support/sqs-source.ts";

const minute = 60_000;
const hour = 60 * minute;

describe("receiving", () => {
  it("goes on after an outage of hours, whatever the queue answered", async () => {
    const { queue, notifications, clock, health } = anSqsSource();
    const errors = [
      sqsError("QueueDoesNotExist", { Code: "AWS.SimpleQueueService.NonExistentQueue" }),
      sqsError("KmsThrottled"),
      sqsError("ExpiredTokenException", { status: 403 }),
      new Error("Invalid MD5 checksum on messages: message-1-EXAMPLE"),
      Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    ];
    queue.put(announcement());
    let call = 0;
    queue.fault = () => errors[(call += 1) % errors.length];
    const next = notifications.next();
    await clock.advance(6 * hour);
    const problems = health.problems;
    queue.fault = () => undefined;

    await clock.advance(minute);

    expect((await next).value?.id).toBe("message-1-EXAMPLE");
    expect(Object.keys(problems)).toEqual(["source trail"]);
    expect(health.problems).toEqual({});
  });

  it("waits between attempts, half a minute at most", async () => {
    const { queue, notifications, clock, stopping } = anSqsSource();
    queue.fault = () => sqsError("QueueDoesNotExist");
    const next = notifications.next();

    await clock.advance(hour);
    stopping.abort();
    await next;

    const attempts = queue.count("receive");
    expect(attempts).toBeGreaterThan(hour / 30_000);
    expect(attempts).toBeLessThan(1000);
  });

  it("logs trouble when it starts, once a minute while it lasts, and when it is over", async () => {
    const { queue, notifications, clock, stopping, lines } = anSqsSource();
    queue.fault = (action) => (action === "receive" ? sqsError("AccessDenied") : undefined);
    const next = notifications.next();
    await clock.advance(10 * minute);
    const told = lines.filter(({ reason }) => reason === "access_denied");
    queue.fault = () => undefined;

    await clock.advance(minute);
    stopping.abort();
    await next;

    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(told[0]?.["advice"]).toContain("sqs:ReceiveMessage");
    expect(lines.filter(({ msg }) => /succeeded again/.test(String(msg)))).toHaveLength(1);
  });

  it("counts failed calls by a closed list of reasons", async () => {
    const { queue, notifications, metrics, clock } = anSqsSource();
    queue.put(announcement());
    queue.failNext("receive", sqsError("KmsAccessDenied"), sqsError("SomethingNew"));

    const taken = take(notifications, 1);
    await clock.advance(minute);
    await taken;

    const { values } = await metrics.receiveErrors.get();
    expect(values.map(({ labels }) => labels.reason)).toEqual(["kms", "other"]);
  });

  it("gives up on a poll that is never answered", async () => {
    const { queue, notifications, clock } = anSqsSource();
    queue.put(announcement());
    queue.failNext("receive", "silence");

    const taken = take(notifications, 1);
    await clock.advance(minute);

    expect((await taken)[0]?.id).toBe("message-1-EXAMPLE");
  });

  it("does not spin where the queue ignores the long poll", async () => {
    const { queue, notifications, clock, stopping } = anSqsSource();
    queue.ignoresWait = true;

    const next = notifications.next();
    await clock.advance(10_000);
    stopping.abort();
    await next;

    expect(queue.count("receive")).toBeLessThan(60);
  });

  it("counts as stuck neither in a long outage nor while it waits for room", async () => {
    const { queue, notifications, clock, pulse, stopping } = anSqsSource({ maxMessages: 1 });
    queue.put(announcement());
    queue.fault = () => "silence";
    const taken = take(notifications, 1);
    await clock.advance(hour);
    const stuckInTheOutage = pulse.stuck;
    queue.fault = () => undefined;
    await clock.advance(minute);
    await taken;

    const waiting = notifications.next();
    await clock.advance(hour);

    expect(stuckInTheOutage).toEqual({});
    expect(pulse.stuck).toEqual({});
    stopping.abort();
    await waiting;
  });

  it("knows soon that an empty queue can be read", async () => {
    const { notifications, clock, health, stopping } = anSqsSource();
    health.expect("source trail");

    const next = notifications.next();
    await clock.advance(1000);

    expect(health.problems).toEqual({});
    stopping.abort();
    await next;
  });
});
