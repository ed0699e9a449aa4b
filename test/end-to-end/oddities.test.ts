import { describe, expect, it, vi } from "vitest";
import { generatedRecords } from "../../bench/generate.ts";
import { notificationBody } from "../../src/commands/demo/notification.ts";
import { idOf, trailKey, trailObject } from "../support/announced-trail.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { fixture } from "../support/fixture.ts";
import { patience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";
import { bucket, type TestAws } from "../support/test-aws.ts";

describe("the daemon", () => {
  it("never deletes what it does not understand, and hides it", async () => {
    const scene = await setScene();
    const { aws } = scene;
    const junk = ["not JSON", "{}", '{"Records":[{"eventSource":"aws:sqs"}]}', "[1,2]"];
    const ids = junk.map((body) => aws.send(body));

    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => ids.every((id) => (aws.hidden.get(id) ?? 0) > 60), patience);

    expect(aws.deletedAt.size).toBe(0);
    expect(aws.visible).toEqual([]);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    expect(ids.every((id) => (aws.hidden.get(id) ?? 0) > 60)).toBe(true);
  });

  it("acknowledges known noise", async () => {
    const scene = await setScene();
    const { aws } = scene;
    aws.send(fixture("notifications/s3-test-event.json"));
    aws.send(fixture("notifications/subscription-confirmation.json"));
    aws.send("CloudTrail validation message.");
    const digest = trailKey("digest").replace("/CloudTrail/", "/CloudTrail-Digest/");
    aws.send(
      notificationBody("s3_event", bucket, [digest.replace("_CloudTrail_", "_CloudTrail-Digest_")]),
    );

    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => aws.isEmpty, patience);

    expect(aws.deletedAt.size).toBe(4);
    expect(await daemon.books()).toMatchObject({ read: 0 });
  });

  it("delivers what is readable of a damaged object once, releases it, and keeps it in the end", async () => {
    const scene = await setScene();
    const { aws, receiver } = scene;
    const [first, second, last] = [someRecords(1, 50), someRecords(2, 400), someRecords(3, 50)];
    const whole = trailObject(second);
    await aws.put(trailKey("first"), trailObject(first));
    await aws.put(trailKey("damaged"), whole.subarray(0, whole.length * 0.8));
    await aws.put(trailKey("last"), trailObject(last));
    const keys = ["first", "damaged", "last"].map(trailKey);
    const id = aws.send(notificationBody("s3_event", bucket, keys));
    const isHeld = () => hiddenSeconds(aws, id) > 6 * 3600;
    const isSettled = () => hiddenSeconds(aws, id) > 0 && !isHeld();

    const daemon = await startDaemon(
      daemonConfig(scene, { source: { visibility_timeout: "12h" } }),
    );
    await vi.waitUntil(isSettled, patience);
    const { delivered } = await daemon.books();
    const delays = [hiddenSeconds(aws, id)];
    while (delays.length < 5) {
      await aws.reveal(id);
      await vi.waitUntil(isHeld, { ...patience, interval: 1 });
      await vi.waitUntil(isSettled, patience);
      delays.push(hiddenSeconds(aws, id));
    }

    expect(delivered).toBeGreaterThan(300);
    const readable = [...first, ...second.slice(0, delivered - 100), ...last];
    expect(new Set(receiver.documents.keys())).toEqual(new Set(readable.map(idOf)));
    expect(receiver.duplicates).toBe(0);
    expect(delays.map((seconds) => Math.ceil(seconds / 10) * 10)).toEqual([10, 20, 40, 80, 4800]);
    expect(aws.deletedAt.size).toBe(0);
    await expect
      .poll(() => daemon.metrics(), patience)
      .toMatch(/messages_settled_total\{[^}]*"kept"[^}]*\} 1/);
  });
});

function someRecords(seed: number, count: number): readonly string[] {
  const records = generatedRecords(seed);
  return Array.from({ length: count }, () => records.next().value);
}

function hiddenSeconds(aws: TestAws, id: string): number {
  return aws.hidden.get(id) ?? 0;
}
