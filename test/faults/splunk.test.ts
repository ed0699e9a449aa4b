import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Random } from "../../bench/trail/random.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { announceTrail } from "../support/announced-trail.ts";
import { expectBalance } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { printFigures } from "../support/figures.ts";
import { hecAnswer, hecToken } from "../support/hec-answer.ts";
import { HecServer } from "../support/hec-server.ts";
import { longPatience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";
import { eventIdIn } from "../support/trail-ids.ts";

const plan = { objects: 300, recordsPerObject: 300 };
const total = plan.objects * plan.recordsPerObject;

describe("Splunk with indexer acknowledgment", () => {
  it("loses 5 % of its acknowledgments, restarts once and is busy for 10 s: every event is there, and no message was deleted before its acknowledgment", async () => {
    const scene = await setScene();
    const { aws } = scene;
    const random = new Random(42);
    const splunk = await HecServer.start({
      useAck: true,
      ackDelayMs: 1000,
      losesAck: () => random.chance(0.05),
      clock: wallClock,
    });
    onTestFinished(() => splunk.close());
    const trail = await announceTrail(aws, plan);
    const started = performance.now();
    const acknowledgment = { patience: "20s" };
    const daemon = await startDaemon({
      ...daemonConfig(scene),
      destinations: [
        {
          name: "splunk",
          type: "splunk_hec",
          url: splunk.url.href,
          token: hecToken,
          format: "raw",
          acknowledgment,
          batch: { max_bytes: "256KiB" },
          retry: { initial: "50ms", max: "500ms" },
        },
      ],
    });

    await vi.waitUntil(() => splunk.events.length > total / 4, longPatience);
    const before = splunk.events.length;
    splunk.restart({ losesMemory: true });
    const lost = before - splunk.events.length;
    await vi.waitUntil(() => splunk.events.length > total / 2, longPatience);
    splunk.react = () => ({ kind: "refuse", status: 503, body: hecAnswer(9) });
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    splunk.react = () => ({ kind: "store" });
    await vi.waitUntil(() => aws.isEmpty, longPatience);

    const toldAt = new Map<string, number>();
    for (const event of splunk.events) {
      const at = splunk.toldAt(event);
      const id = eventIdIn(event.raw);
      if (at !== undefined) toldAt.set(id, Math.min(at, toldAt.get(id) ?? Infinity));
    }
    const early = trail.announcements.filter(({ messageId, ids }) => {
      const deleted = aws.deletedAt.get(messageId) ?? Infinity;
      return ids.some((id) => (toldAt.get(eventOf(id)) ?? Infinity) > deleted);
    });
    const held = new Set(splunk.events.map(({ raw }) => eventIdIn(raw)));
    printFigures("Splunk with acknowledgments", {
      records: total,
      seconds: ((performance.now() - started) / 1000).toFixed(1),
      "events at Splunk": splunk.events.length,
      "lost by its restart": lost,
      "peak MiB": (await daemon.memory())?.peakMiB,
    });
    expect(lost).toBeGreaterThan(0);
    expect([...trail.records.keys()].filter((id) => !held.has(eventOf(id)))).toEqual([]);
    expect(early).toEqual([]);
    expect(await daemon.books("splunk")).toMatchObject({ read: total, delivered: total });
    await expectBalance(daemon, "splunk");
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});

/** Tells the time as the queue does. */
const wallClock = { ...systemClock, monotonic: () => Date.now() };

/** The last part of the id that destinations know a record by. */
function eventOf(id: string): string {
  return id.split(":").at(-1) ?? "";
}
