import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { systemClock } from "../../src/runtime/clock.ts";
import { announceTrail, type AnnouncedTrail } from "../support/announced-trail.ts";
import { expectBalance } from "../support/books.ts";
import { trailferry } from "../support/command-line.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { readDeadLetters } from "../support/dead-letters.ts";
import { printFigures } from "../support/figures.ts";
import { HecServer } from "../support/hec-server.ts";
import { setScene, type Scene } from "../support/scene.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { eventIdIn } from "../support/trail-ids.ts";
import { splunkDestination, startProxy, type Proxy } from "./splunk.ts";

const patience = { timeout: 90_000, interval: 100 };
const testTimeout = 120_000;
const plan = { objects: 40, recordsPerObject: 500 };
const total = plan.objects * plan.recordsPerObject;

describe("Splunk with acknowledgment, behind a proxy with TLS", () => {
  it(
    "gets 20,000 records although it is restarted, and no message is deleted before their acknowledgment",
    { timeout: testTimeout },
    async () => {
      const { scene, splunk, proxy } = await setSplunkScene({ ackDelayMs: 1000 });
      const trail = await announceTrail(scene.aws, plan);
      const startedAt = performance.now();

      const daemon = await startDaemon(splunkConfig(scene, proxy));
      await vi.waitUntil(() => splunk.events.length > total / 4, patience);
      const before = splunk.events.length;
      splunk.restart({ losesMemory: true });
      const lost = before - splunk.events.length;
      await vi.waitUntil(() => scene.aws.isEmpty, patience);

      printFigures("Splunk behind a proxy", {
        records: total,
        seconds: ((performance.now() - startedAt) / 1000).toFixed(1),
        "events at Splunk": splunk.events.length,
        "lost by its restart": lost,
        "peak MiB": (await daemon.memory())?.peakMiB,
      });
      expect(before).toBeLessThan(total);
      expect(lost).toBeGreaterThan(0);
      expect(idsAt(splunk)).toEqual(idsOf(trail));
      expect(deletedUnacknowledged(scene, splunk, trail)).toEqual([]);
      expect(await daemon.books("splunk")).toMatchObject({ read: total, delivered: total });
      await expectBalance(daemon, "splunk");
      expect(await daemon.stop()).toMatchObject({ code: 0 });
    },
  );

  it(
    "gets what it refused when it takes that, and the dead letters are replayed",
    { timeout: testTimeout },
    async () => {
      const { scene, splunk, proxy } = await setSplunkScene({ ackDelayMs: 200 });
      const trail = await announceTrail(scene.aws, plan);
      const ids = idsOf(trail);
      const refused = new Set([...ids].filter((_, index) => index % 1000 === 999));
      splunk.react = () => ({
        kind: "store",
        refuse: ({ raw }) => (refused.has(eventIdIn(raw)) ? invalidFormat : undefined),
      });

      const daemon = await startDaemon(splunkConfig(scene, proxy));
      await vi.waitUntil(() => scene.aws.isEmpty, patience);
      const heldBefore = idsAt(splunk);
      const letters = await readDeadLetters(scene.deadLetterPath);
      await expectBalance(daemon, "splunk");
      const books = await daemon.books("splunk");
      const exit = await daemon.stop();
      splunk.react = () => ({ kind: "store" });
      const replay = await trailferry(["replay", "-c", await configFile(scene, proxy)]);

      expect(heldBefore).toEqual(ids.difference(refused));
      expect(new Set(Array.from(letters.keys(), eventOf))).toEqual(refused);
      for (const { reason, message } of letters.values()) {
        expect(reason).toBe("refused");
        expect(message).toContain("code 6");
      }
      expect(books).toMatchObject({
        read: total,
        delivered: total - refused.size,
        deadLettered: refused.size,
      });
      expect(exit).toMatchObject({ code: 0 });
      expect(replay).toMatchObject({ code: 0 });
      expect(idsAt(splunk)).toEqual(ids);
      expect(existsSync(scene.deadLetterPath)).toBe(false);
    },
  );
});

const invalidFormat = 6;
/** Tells the time as the queue does. */
const wallClock = { ...systemClock, monotonic: () => Date.now() };

async function setSplunkScene({ ackDelayMs }: { readonly ackDelayMs: number }) {
  const scene = await setScene();
  const splunk = await HecServer.start({ useAck: true, ackDelayMs, clock: wallClock });
  onTestFinished(() => splunk.close());
  return { scene, splunk, proxy: await startProxy(splunk) };
}

function splunkConfig(scene: Scene, proxy: Proxy): object {
  const destination = splunkDestination(proxy, { batch: { max_bytes: "256KiB" } });
  return { ...daemonConfig(scene), destinations: [destination] };
}

async function configFile(scene: Scene, proxy: Proxy): Promise<string> {
  const file = join(await temporaryDirectory(), "config.yaml");
  await writeFile(file, JSON.stringify(splunkConfig(scene, proxy)));
  return file;
}

/** Messages that were gone before Splunk had said of each of their records that it is stored. */
function deletedUnacknowledged(
  { aws }: Scene,
  splunk: HecServer,
  trail: AnnouncedTrail,
): readonly string[] {
  const toldAt = new Map<string, number>();
  for (const event of splunk.events) {
    const id = eventIdIn(event.raw);
    const at = splunk.toldAt(event) ?? Infinity;
    toldAt.set(id, Math.min(at, toldAt.get(id) ?? Infinity));
  }
  const { deletedAt } = aws;
  return trail.announcements.flatMap(({ messageId, ids }) => {
    const deleted = deletedAt.get(messageId) ?? -Infinity;
    return ids.some((id) => (toldAt.get(eventOf(id)) ?? Infinity) > deleted) ? [messageId] : [];
  });
}

function idsAt({ events }: HecServer): Set<string> {
  return new Set(events.map(({ raw }) => eventIdIn(raw)));
}

function idsOf({ records }: AnnouncedTrail): Set<string> {
  return new Set(Array.from(records.keys(), eventOf));
}

/** The last part of the id that destinations know a record by. */
function eventOf(id: string): string {
  return id.split(":").at(-1) ?? "";
}
