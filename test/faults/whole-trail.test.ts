import { randomInt } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { Random } from "../../bench/trail/random.ts";
import { announceTrail } from "../support/announced-trail.ts";
import { deletedEarly, expectBalance, missing } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { readDeadLetters } from "../support/dead-letters.ts";
import { printFigures } from "../support/figures.ts";
import { isRefused, randomFaults } from "../support/random-faults.ts";
import { longPatience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";

const plan = { objects: 200, recordsPerObject: 500 };
const total = plan.objects * plan.recordsPerObject;

describe("200 objects of 500 records, in every shape of notification", () => {
  it("arrive exactly once", async () => {
    const scene = await setScene({ keepSources: false });
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, plan);

    const started = performance.now();
    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => aws.isEmpty, longPatience);
    const seconds = (performance.now() - started) / 1000;

    const memory = await daemon.memory();
    printFigures("exactly once", {
      records: receiver.documents.size,
      messages: aws.deletedAt.size,
      seconds: seconds.toFixed(1),
      "peak MiB": memory?.peakMiB,
    });
    expect(missing(scene, trail)).toEqual([]);
    expect(receiver.documents.size).toBe(total);
    expect(receiver.duplicates).toBe(0);
    expect(deletedEarly(scene, trail)).toEqual([]);
    expect(await daemon.books()).toMatchObject({ read: total, delivered: total });
    await expectBalance(daemon);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });

  it("arrive without a gap although the process is killed twice on the way", async () => {
    const scene = await setScene({ keepSources: false });
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, plan);
    receiver.react = () => ({ kind: "store", delayMs: 100 });
    const config = daemonConfig(scene, { destination: { concurrency: { max: 2 } } });

    for (const share of [0.3, 0.6]) {
      const daemon = await startDaemon(config);
      await vi.waitUntil(() => receiver.documents.size >= total * share, longPatience);
      await daemon.kill();
    }
    const unfinished = aws.hidden.size;
    const daemon = await startDaemon(config);
    await vi.waitUntil(() => aws.isEmpty, longPatience);

    printFigures("killed twice", {
      records: receiver.documents.size,
      "sent again": receiver.duplicates,
      "messages in flight at the second kill": unfinished,
      "peak MiB": (await daemon.memory())?.peakMiB,
    });
    expect(unfinished).toBeGreaterThan(0);
    expect(missing(scene, trail)).toEqual([]);
    expect(deletedEarly(scene, trail)).toEqual([]);
    await expectBalance(daemon);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });

  it("arrive, or become dead letters, whatever the receiver does at random", async () => {
    const seed = Number(process.env["FAULT_SEED"] ?? randomInt(2 ** 31));
    console.log(`FAULT_SEED=${seed}`);
    const scene = await setScene({ keepSources: false });
    const { aws, receiver, deadLetterPath } = scene;
    const trail = await announceTrail(aws, plan);
    receiver.react = randomFaults(new Random(seed));

    const destination = { batch: { max_events: 500 }, request_timeout: "1s" };
    const daemon = await startDaemon(daemonConfig(scene, { destination }));
    await vi.waitUntil(() => aws.isEmpty, longPatience);

    const letters = await readDeadLetters(deadLetterPath);
    const buried = new Set(letters.keys());
    printFigures(`random faults, seed ${seed}`, {
      records: receiver.documents.size,
      "dead letters": letters.size,
      requests: receiver.requestCount,
      "sent again": receiver.duplicates,
      "peak MiB": (await daemon.memory())?.peakMiB,
    });
    expect(missing(scene, trail, buried)).toEqual([]);
    expect(deletedEarly(scene, trail, buried)).toEqual([]);
    expect([...buried].filter((id) => !isRefused(id))).toEqual([]);
    for (const [id, letter] of letters)
      expect(letter.record.toString()).toBe(trail.records.get(id));
    expect(await daemon.books()).toMatchObject({ read: total, deadLettered: letters.size });
    await expectBalance(daemon);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});
