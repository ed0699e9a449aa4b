import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { deletedEarly, expectBalance, missing } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { patience } from "../support/patience.ts";
import { pollingToEnd } from "../support/polling.ts";
import { setScene } from "../support/scene.ts";

describe("the daemon before a receiver that has fallen silent", () => {
  it("stops polling, and delivers everything when the receiver is back", async () => {
    const scene = await setScene();
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, { objects: 30, recordsPerObject: 40 });
    receiver.react = () => ({ kind: "stall", at: "body" });
    const stalled = receiver.stalled();

    const daemon = await startDaemon(
      daemonConfig(scene, {
        source: { max_messages: 8 },
        destination: { batch: { max_events: 100 }, request_timeout: "1s" },
      }),
    );
    await stalled;
    const polls = await pollingToEnd(aws);
    await wait(1500);

    expect(aws.receivedAt.length).toBe(polls);
    expect(aws.visible.length).toBeGreaterThan(0);
    expect(await daemon.isAlive()).toBe(true);

    receiver.react = () => ({ kind: "store" });
    await vi.waitUntil(() => aws.isEmpty, patience);

    expect(missing(scene, trail)).toEqual([]);
    expect(deletedEarly(scene, trail)).toEqual([]);
    const { read, delivered, duplicates } = await daemon.books();
    expect({ read, taken: delivered + duplicates }).toEqual({ read: 1200, taken: 1200 });
    await expectBalance(daemon);
  });
});
