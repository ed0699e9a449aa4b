import { describe, expect, it } from "vitest";

import type { Settlement } from "../../src/event.ts";
import { sqsError } from "../support/fake-queue.ts";
import { settle } from "../support/manual-clock.ts";
import { announcement, anSqsSource, settledAs, take } from "../support/sqs-source.ts";

const minute = 60_000;
const deleted: Settlement = { kind: "delete" };
const released: Settlement = { kind: "release", reason: "object_unreadable" };

async function someClaims(count: number) {
  const setup = anSqsSource();
  for (let n = 0; n < count; n += 1) setup.queue.put(announcement());
  return { ...setup, claims: await take(setup.notifications, count) };
}

describe("settling", () => {
  it("deletes ten messages in one call, without a wait", async () => {
    const { queue, claims } = await someClaims(10);

    for (const claim of claims) claim.settle(deleted);
    await settle();

    expect(queue.calls.filter(({ action }) => action === "delete")).toMatchObject([
      { entries: 10 },
    ]);
    expect(queue.remaining).toEqual([]);
  });

  it("deletes fewer than ten after 200 ms", async () => {
    const { queue, claims, clock } = await someClaims(3);

    for (const claim of claims) claim.settle(deleted);
    await clock.advance(199);
    const callsBefore = queue.count("delete");
    await clock.advance(1);

    expect([callsBefore, queue.count("delete")]).toEqual([0, 1]);
    expect(queue.remaining).toEqual([]);
  });

  it("sends only the refused entries of a delete again", async () => {
    const { queue, claims, clock, metrics } = await someClaims(3);
    queue.refuseNext("delete", "InternalError");

    for (const claim of claims) claim.settle(deleted);
    await clock.advance(minute);

    const calls = queue.calls.filter(({ action }) => action === "delete");
    expect(calls.map(({ entries }) => entries)).toEqual([3, 1]);
    expect(await settledAs(metrics, "deleted")).toBe(3);
  });

  it("sends only the refused entries of a release again", async () => {
    const { queue, claims, clock, metrics } = await someClaims(2);
    queue.refuseNext("hide", "InternalError");

    for (const claim of claims) claim.settle(released);
    await clock.advance(minute);

    expect(queue.hides.map(({ id }) => id)).toEqual(["message-2-EXAMPLE", "message-1-EXAMPLE"]);
    expect(await settledAs(metrics, "released")).toBe(2);
  });

  it("does not take an entry for settled that the answer does not mention", async () => {
    const { queue, claims, clock, metrics } = await someClaims(1);
    queue.refuseNext("delete", "unmentioned");

    claims[0]?.settle(deleted);
    await clock.advance(minute);

    expect(queue.count("delete")).toBe(2);
    expect(await settledAs(metrics, "deleted")).toBe(1);
  });

  it("insists on a delete through an outage and tells what right may be missing", async () => {
    const { queue, claims, clock, source, health, lines } = await someClaims(1);
    const denied = sqsError("AccessDenied", { status: 403 });
    queue.fault = (action) => (action === "delete" ? denied : undefined);
    claims[0]?.settle(deleted);
    await clock.advance(20 * minute);
    const problem = health.problems["source trail deletes"];
    queue.fault = () => undefined;

    await clock.advance(minute);

    await source.settled();
    expect(problem).toContain("sqs:DeleteMessage");
    expect(lines.filter(({ reason }) => reason === "access_denied").length).toBeLessThan(22);
    expect(health.problems).not.toHaveProperty(["source trail deletes"]);
    expect(queue.remaining).toEqual([]);
  });

  it("gives a delete up when the twelve hours of the claim are over, and never shortens it before", async () => {
    const { queue, claims, clock, metrics, source } = await someClaims(1);
    queue.fault = (action) => (action === "delete" ? sqsError("InternalError") : undefined);

    claims[0]?.settle(deleted);
    await clock.advance(13 * 60 * minute);

    await source.settled();
    expect(await settledAs(metrics, "lost")).toBe(1);
    expect(queue.hides.every(({ seconds }) => seconds === 300)).toBe(true);
  });

  it("counts a delete whose handle the queue no longer knows as lost", async () => {
    const { queue, claims, clock, metrics } = await someClaims(1);
    queue.refuseNext("delete", "AWS.SimpleQueueService.ReceiptHandleIsInvalid");

    claims[0]?.settle(deleted);
    await clock.advance(minute);

    expect(queue.count("delete")).toBe(1);
    expect(await settledAs(metrics, "lost")).toBe(1);
  });

  it("gives a release up when the message has become visible by itself", async () => {
    const { queue, claims, clock, metrics, source } = await someClaims(1);
    queue.fault = (action) => (action === "hide" ? sqsError("InternalError") : undefined);

    claims[0]?.settle(released);
    await clock.advance(6 * minute);

    await source.settled();
    expect(await settledAs(metrics, "lost")).toBe(1);
  });

  it("hides a released message for longer each time it comes back", async () => {
    const { queue, notifications, clock } = anSqsSource();
    queue.put(announcement());

    for (let round = 0; round < 3; round += 1) {
      const next = notifications.next();
      await clock.advance(minute);
      (await next).value?.settle(released);
      await clock.advance(200);
    }

    expect(queue.hides.map(({ seconds }) => seconds)).toEqual([10, 20, 40]);
  });

  it("hides a kept message for minutes, not seconds", async () => {
    const { queue, claims, clock, metrics } = await someClaims(1);

    claims[0]?.settle({ kind: "keep", reason: "object_too_large" });
    await clock.advance(200);

    expect(queue.hides).toMatchObject([{ seconds: 300 }]);
    expect(await settledAs(metrics, "kept")).toBe(1);
  });

  it("releases without a delay while the process drains", async () => {
    const { queue, claims, clock, stopping } = await someClaims(1);

    stopping.abort();
    claims[0]?.settle(released);
    await clock.advance(200);

    expect(queue.hides).toMatchObject([{ seconds: 0 }]);
  });

  it("settles each message once, whatever its holder says later", async () => {
    const { queue, claims, clock, metrics } = await someClaims(1);

    claims[0]?.settle(deleted);
    claims[0]?.settle(released);
    await clock.advance(minute);

    expect([await settledAs(metrics, "deleted"), await settledAs(metrics, "released")]).toEqual([
      1, 0,
    ]);
    expect(queue.count("hide")).toBe(0);
  });

  it("is settled only when the queue has confirmed everything", async () => {
    const { queue, claims, clock, source } = await someClaims(1);
    queue.failNext("delete", "unanswered");
    let isSettled = false;
    const settled = source.settled().then(() => (isSettled = true));

    claims[0]?.settle(deleted);
    await clock.advance(200);
    const settledWithoutAnAnswer = isSettled;
    await clock.advance(1000);
    await settled;

    expect(settledWithoutAnAnswer).toBe(false);
    expect(queue.count("delete")).toBe(2);
  });
});

describe("settling when the grace is over", () => {
  it("gives everything back at once and tells the holders", async () => {
    const { queue, claims, clock, stopping, abandoned, source } = await someClaims(12);
    stopping.abort();

    abandoned.abort();
    await clock.advance(0);

    await source.settled();
    expect(claims.every(({ lost }) => lost.aborted)).toBe(true);
    expect(queue.visible).toHaveLength(12);
    expect(queue.calls.filter(({ action }) => action === "hide")).toHaveLength(2);
  });

  it("sends deletes that wait for company, and ends the wait of those that are tried again", async () => {
    const { queue, claims, clock, stopping, abandoned, source } = await someClaims(2);
    queue.failNext("delete", ...Array.from({ length: 5 }, () => sqsError("InternalError")));
    claims[0]?.settle(deleted);
    await clock.advance(2000);
    queue.failNext("delete");
    queue.fault = () => undefined;
    claims[1]?.settle(deleted);
    stopping.abort();

    abandoned.abort();
    await clock.advance(0);

    await source.settled();
    expect(queue.remaining).toEqual([]);
  });

  it("gives up within two seconds where the queue does not answer", async () => {
    const { queue, claims, clock, stopping, abandoned, source, metrics, notifications } =
      await someClaims(3);
    queue.fault = () => "silence";
    claims[0]?.settle(deleted);
    await clock.advance(300);
    stopping.abort();

    abandoned.abort();
    await clock.advance(2000);

    await source.settled();
    expect(await settledAs(metrics, "lost")).toBe(3);
    expect((await notifications.next()).done).toBe(true);
    expect(clock.pending).toBe(0);
  });
});
