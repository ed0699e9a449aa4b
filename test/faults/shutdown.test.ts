import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { deletedEarly, expectNothingLost } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { printFigures } from "../support/figures.ts";
import { longPatience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";

describe("SIGTERM under full load", () => {
  it("ends the daemon within the grace and gives back what is not delivered", async () => {
    const scene = await setScene({ keepSources: false });
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, { objects: 200, recordsPerObject: 500 });
    receiver.react = () => ({ kind: "store", delayMs: 4000 });
    const destination = { concurrency: { max: 4 }, batch: { max_events: 1000 } };
    const daemon = await startDaemon(daemonConfig(scene, { destination, grace: "10s" }));
    await vi.waitUntil(() => receiver.documents.size >= 8000, longPatience);

    const before = receiver.documents.size;
    const signalledAt = performance.now();
    const exit = await daemon.stop();

    printFigures("SIGTERM under load", {
      "records before": before,
      "records after": receiver.documents.size,
      "messages deleted": aws.deletedAt.size,
      "visible again": aws.visible.length,
      "ms to exit": Math.round(performance.now() - signalledAt),
    });
    expect(exit).toEqual({ code: 0, signal: null });
    expect(receiver.documents.size).toBeLessThan(trail.records.size);
    await expectNothingLost(scene, trail);

    receiver.react = () => ({ kind: "store" });
    await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => aws.isEmpty, longPatience);

    expect(receiver.documents.size).toBe(100_000);
    expect(deletedEarly(scene, trail)).toEqual([]);
  });
});
