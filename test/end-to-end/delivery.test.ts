import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { deletedEarly, expectBalance, missing } from "../support/books.ts";
import type { BulkItem } from "../support/bulk-request.ts";
import type { BreakingPoint, Reaction } from "../support/bulk-server.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { readDeadLetters } from "../support/dead-letters.ts";
import { patience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";

const everyThird = (_: BulkItem, index: number) =>
  index % 3 === 0 ? { status: 429, type: "es_rejected_execution_exception" } : undefined;

describe("the daemon", () => {
  it("delivers every record once, whatever the shape of its notification", async () => {
    const scene = await setScene();
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, { objects: 20, recordsPerObject: 50 });

    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => aws.isEmpty, patience);

    expect(missing(scene, trail)).toEqual([]);
    expect(receiver.documents.size).toBe(1000);
    expect(receiver.duplicates).toBe(0);
    expect(deletedEarly(scene, trail)).toEqual([]);
    expect(aws.deletedAt.size).toBe(trail.announcements.length);
    expect(await daemon.books()).toMatchObject({ read: 1000, delivered: 1000 });
    await expectBalance(daemon);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });

  it("stores what the receiver will never take as dead letters, and acknowledges it", async () => {
    const scene = await setScene();
    const { aws, receiver, deadLetterPath } = scene;
    const trail = await announceTrail(aws, { objects: 6, recordsPerObject: 50 });
    const reason = "failed to parse field [user.id]";
    const refused = { status: 400, type: "document_parsing_exception", reason };
    receiver.react = () => ({
      kind: "store",
      items: (item) => (item.id.endsWith("7") ? refused : undefined),
    });

    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => aws.isEmpty, patience);

    const letters = await readDeadLetters(deadLetterPath);
    const wanted = [...trail.records.keys()].filter((id) => id.endsWith("7"));
    expect(wanted.length).toBeGreaterThan(5);
    expect([...letters.keys()].sort()).toEqual(wanted.sort());
    for (const { messageId, objects } of trail.announcements) {
      for (const { key, ids } of objects) {
        for (const [index, id] of ids.entries()) {
          if (!letters.has(id)) continue;
          expect(letters.get(id)).toEqual({
            time: expect.any(String),
            version: expect.any(String),
            destination: "elastic",
            reason: "mapping",
            message: expect.stringContaining(reason),
            attempts: 1,
            object: { bucket: "example-trail-bucket", key },
            notificationId: messageId,
            index,
            eventId: id,
            record: Buffer.from(trail.records.get(id) ?? ""),
          });
        }
      }
    }
    expect(missing(scene, trail, new Set(wanted))).toEqual([]);
    expect(deletedEarly(scene, trail, new Set(wanted))).toEqual([]);
    expect(await daemon.books()).toMatchObject({ read: 300, deadLettered: wanted.length });
    await expectBalance(daemon);
  });

  it("loses nothing and deletes nothing early while the receiver is in trouble", async () => {
    const scene = await setScene();
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, { objects: 20, recordsPerObject: 50 });
    const points: readonly BreakingPoint[] = ["head", "body", "stored", "half_answer"];
    const trouble: readonly Reaction[] = [
      { kind: "refuse", status: 429, headers: { "retry-after": "1" } },
      { kind: "refuse", status: 503 },
      ...points.map((at) => ({ kind: "reset", at }) as const),
      { kind: "store", items: everyThird },
      { kind: "lie", answer: () => "<html>" },
    ];
    receiver.reactInTurn(...trouble, ...trouble);

    const destination = { batch: { max_events: 40 }, concurrency: { max: 4 } };
    const daemon = await startDaemon(daemonConfig(scene, { destination }));
    await vi.waitUntil(() => aws.isEmpty, patience);

    expect(missing(scene, trail)).toEqual([]);
    expect(deletedEarly(scene, trail)).toEqual([]);
    const { read, delivered, duplicates } = await daemon.books();
    expect({ read, taken: delivered + duplicates }).toEqual({ read: 1000, taken: 1000 });
    expect(duplicates).toBeLessThanOrEqual(receiver.duplicates);
    await expectBalance(daemon);
  });
});
