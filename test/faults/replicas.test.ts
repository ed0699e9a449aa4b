import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { deletedEarly, expectBalance, missing } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { printFigures } from "../support/figures.ts";
import { setScene } from "../support/scene.ts";

const patience = { timeout: 300_000, interval: 50 };
const plan = { objects: 120, recordsPerObject: 300 };
const total = plan.objects * plan.recordsPerObject;

describe("three daemons on one queue, one of them with two workers", () => {
  it("deliver every record once, each of them a part", async () => {
    const scene = await setScene({ keepSources: false });
    const { aws, receiver } = scene;
    receiver.react = () => ({ kind: "store", delayMs: 50 });
    const destination = { batch: { max_events: 200 } };
    const config = daemonConfig(scene, { destination });
    const daemons = [
      await startDaemon(config),
      await startDaemon(config),
      await startDaemon({
        ...config,
        workers: 2,
        dead_letter: { type: "file", path: `${scene.deadLetterPath}.third` },
      }),
    ];
    await Promise.all(daemons.map((daemon) => daemon.ready()));

    const trail = await announceTrail(aws, plan);
    await vi.waitUntil(() => aws.isEmpty, patience);

    const books = await Promise.all(daemons.map((daemon) => daemon.books()));
    const shares = books.map(({ delivered }) => delivered);
    printFigures("three replicas", { records: receiver.documents.size, shares: shares.join(" ") });
    expect(missing(scene, trail)).toEqual([]);
    expect(receiver.duplicates).toBe(0);
    expect(deletedEarly(scene, trail)).toEqual([]);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(shares.reduce((sum, share) => sum + share)).toBe(total);
    for (const daemon of daemons) await expectBalance(daemon);
    const exits = await Promise.all(daemons.map((daemon) => daemon.stop()));
    expect(exits.map(({ code }) => code)).toEqual([0, 0, 0]);
  });
});
