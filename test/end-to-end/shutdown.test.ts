import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { expectNothingLost } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { patience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";

describe("SIGTERM", () => {
  it("ends the daemon within the grace; what a slow receiver has not taken is visible at once", async () => {
    const { scene, trail, daemon } = await underLoad("4s");

    const exit = await daemon.stop();

    expect(exit).toEqual({ code: 0, signal: null });
    expect(scene.receiver.documents.size).toBeLessThan(trail.records.size);
    await expectNothingLost(scene, trail);
  });

  it("ends the grace at once when it comes again", async () => {
    const { scene, trail, daemon } = await underLoad("1h");

    daemon.signal("SIGTERM");
    await vi.waitUntil(async () => (await daemon.problems()).reasons["process"], patience);
    const exit = await daemon.stop();

    expect(exit).toEqual({ code: 0, signal: null });
    expect(scene.receiver.documents.size).toBeLessThan(trail.records.size);
    await expectNothingLost(scene, trail);
  });

  it("ends the daemon within the grace although the queue can't be reached any more", async () => {
    const { scene, trail, daemon } = await underLoad("4s");
    scene.aws.disconnect();

    const exit = await daemon.stop();

    expect(exit).toEqual({ code: 0, signal: null });
    expect(scene.receiver.documents.size).toBeLessThan(trail.records.size);
  });

  it("lets what was begun be delivered and acknowledged where there is time", async () => {
    const scene = await setScene();
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, { objects: 4, recordsPerObject: 20 });
    receiver.react = () => ({ kind: "store", delayMs: 500 });
    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => receiver.requestCount > 0, patience);

    const exit = await daemon.stop();

    expect(exit).toEqual({ code: 0, signal: null });
    expect(aws.deletedAt.size).toBeGreaterThan(0);
    await expectNothingLost(scene, trail);
  });
});

/** A daemon with more to deliver than its receiver takes for a minute, in the middle of it. */
async function underLoad(grace: string) {
  const scene = await setScene();
  const { aws, receiver } = scene;
  const trail = await announceTrail(aws, { objects: 40, recordsPerObject: 50 });
  receiver.react = () => ({ kind: "store", delayMs: 500 });
  const destination = { batch: { max_events: 20 }, concurrency: { max: 1 } };
  const daemon = await startDaemon(daemonConfig(scene, { destination, grace }));
  await vi.waitUntil(() => receiver.documents.size >= 60, patience);
  return { scene, trail, daemon };
}
