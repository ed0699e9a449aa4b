import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { expectBalance } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { patience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { eventIdIn } from "../support/trail-ids.ts";

describe("a filter", () => {
  it("leaves records out of its destination only, and counts them", async () => {
    const scene = await setScene();
    const path = join(await temporaryDirectory(), "filtered.ndjson");
    const trail = await announceTrail(scene.aws, { objects: 4, recordsPerObject: 100 });
    const texts = [...trail.records.values()];
    const wanted = texts.filter((text) => !text.includes('"eventSource":"kms.amazonaws.com"'));
    const filter = { exclude: [{ name: "kms_noise", event_source: ["kms.amazonaws.com"] }] };
    const filtered = { name: "filtered", type: "file", format: "ecs", path, filter };

    const daemon = await startDaemon(daemonConfig(scene, { others: [filtered] }));
    await vi.waitUntil(() => scene.aws.isEmpty, patience);

    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect(lines.map(originalId).sort()).toEqual(wanted.map(eventIdIn).sort());
    expect(scene.receiver.documents.size).toBe(texts.length);
    expect(await daemon.books("filtered")).toMatchObject({
      read: texts.length,
      delivered: wanted.length,
      filtered: texts.length - wanted.length,
    });
    expect(wanted.length).toBeLessThan(texts.length);
    await expectBalance(daemon, "filtered");
    expect(await daemon.metrics()).toContain(
      `records_filtered_total{destination="filtered",reason="kms_noise"} ${texts.length - wanted.length}`,
    );
  });
});

function originalId(line: string): string {
  const { event } = JSON.parse(line);
  return eventIdIn(event.original);
}
