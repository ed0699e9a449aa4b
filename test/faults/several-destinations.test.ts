import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { expectBalance } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { printFigures } from "../support/figures.ts";
import { hecToken } from "../support/hec-answer.ts";
import { HecServer } from "../support/hec-server.ts";
import { longPatience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";
import { SyslogReceiver } from "../support/syslog-receiver.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { eventIdIn } from "../support/trail-ids.ts";

const plan = { objects: 60, recordsPerObject: 500 };
const total = plan.objects * plan.recordsPerObject;
const flapMs = 5000;

describe("four destinations at once, Elasticsearch up for 5 s and down for 5 s", () => {
  it("all end with every record, and the books of each balance", async () => {
    const scene = await setScene({ keepSources: false });
    const { aws, receiver } = scene;
    const splunk = await HecServer.start({ useAck: true, ackDelayMs: 500 });
    onTestFinished(() => splunk.close());
    const syslog = await SyslogReceiver.listen();
    const path = join(await temporaryDirectory(), "trail.ndjson");
    const trail = await announceTrail(aws, plan);
    const started = performance.now();
    const isDown = () => Math.floor((performance.now() - started) / flapMs) % 2 === 1;
    let resets = 0;
    receiver.react = () => {
      if (!isDown()) return { kind: "store", delayMs: 1500 };
      resets += 1;
      return { kind: "reset", at: "head" };
    };
    const others = [
      { name: "splunk", type: "splunk_hec", url: splunk.url.href, token: hecToken, format: "raw" },
      { name: "syslog", type: "syslog", url: `tcp://127.0.0.1:${syslog.port}`, format: "cef" },
      { name: "file", type: "file", path, format: "raw" },
    ];

    const daemon = await startDaemon(
      daemonConfig(scene, { destination: { batch: { max_events: 1000 } }, others }),
    );
    await vi.waitUntil(() => aws.isEmpty, longPatience);

    const seconds = (performance.now() - started) / 1000;
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    const held = {
      elastic: new Set([...receiver.documents.keys()].map((id) => id.split(":")[2])),
      splunk: new Set(splunk.events.map(({ raw }) => eventIdIn(raw))),
      syslog: new Set(syslog.messages.map(eventIdIn)),
      file: new Set(lines.map(eventIdIn)),
    };
    printFigures("one of four flaps", {
      records: total,
      resets,
      seconds: seconds.toFixed(1),
      "at Splunk": splunk.events.length,
      "at syslog": syslog.messages.length,
      "in the file": lines.length,
      "peak MiB": (await daemon.memory())?.peakMiB,
    });
    const ids = [...trail.records.keys()].map((id) => id.split(":")[2] ?? "");
    for (const [name, found] of Object.entries(held)) {
      const missing = ids.filter((id) => !found.has(id));
      expect([name, missing.length, missing[0]]).toEqual([name, 0, undefined]);
      expect(await daemon.books(name)).toMatchObject({ read: total, deadLettered: 0 });
      await expectBalance(daemon, name);
    }
    expect(resets).toBeGreaterThan(0);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});
