import { setTimeout as wait } from "node:timers/promises";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { generatedRecords } from "../../bench/generate.ts";
import { notificationBody } from "../../src/commands/demo/notification.ts";
import { announceTrail, idOf, trailKey } from "../support/announced-trail.ts";
import { deletedEarly, expectBalance, missing } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { printFigures } from "../support/figures.ts";
import { longPatience } from "../support/patience.ts";
import { pollingToEnd } from "../support/polling.ts";
import { setScene } from "../support/scene.ts";
import { bucket } from "../support/test-aws.ts";

/** Longer than a minute: connections to S3 that nobody reads from are closed by then. */
const silentSeconds = 70;
/** The collector's own ups and downs; the records that lie ready are more than 100 MiB. */
const mostGrowthMiB = 50;

describe("memory", () => {
  it("does not depend on the size of an object", async () => {
    const scene = await setScene({ keepSources: false });
    const { aws, receiver } = scene;
    const { ids, jsonBytes, body } = await aLargeObject(200_000);
    await aws.put(trailKey("large"), body);
    aws.send(notificationBody("s3_event", bucket, [trailKey("large")]));

    const started = performance.now();
    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => aws.isEmpty, longPatience);
    const seconds = (performance.now() - started) / 1000;

    const memory = await daemon.memory();
    printFigures("one large object", {
      records: receiver.documents.size,
      "MB of JSON": Math.round(jsonBytes / 1e6),
      seconds: seconds.toFixed(1),
      "peak MiB": memory?.peakMiB,
    });
    expect(ids.filter((id) => !receiver.documents.has(id))).toEqual([]);
    expect(receiver.documents.size).toBe(200_000);
    expect(receiver.duplicates).toBe(0);
    await expectBalance(daemon);
    expect((memory?.peakMiB ?? 0) * 2 ** 20).toBeLessThan(jsonBytes);
  });

  it("stays flat for a minute while the receiver is silent in the middle of objects, and nothing is polled", async () => {
    const scene = await setScene({ keepSources: false });
    const { aws, receiver } = scene;
    const trail = await announceTrail(aws, { objects: 20, recordsPerObject: 5000 });
    receiver.react = () => ({ kind: "stall", at: "body" });
    const stalled = receiver.stalled();

    const destination = { request_timeout: "10s" };
    const daemon = await startDaemon(daemonConfig(scene, { destination }));
    await stalled;
    const polls = await pollingToEnd(aws);
    const { read } = await daemon.books();
    const samples: number[] = [];
    for (let second = 0; second < silentSeconds; second += 1) {
      await wait(1000);
      samples.push((await daemon.memory())?.nowMiB ?? 0);
    }
    const pollsAfter = aws.receivedAt.length;
    const { read: readAfter } = await daemon.books();
    receiver.react = () => ({ kind: "store" });
    await vi.waitUntil(() => aws.isEmpty, longPatience);

    const growth = Math.max(...samples.slice(30)) - Math.max(...samples.slice(0, 30));
    printFigures("silent for a minute", {
      records: receiver.documents.size,
      "read before it ended": readAfter,
      "MiB at first": samples[0],
      "at last": samples.at(-1),
      most: Math.max(...samples),
      "peak MiB": (await daemon.memory())?.peakMiB,
    });
    expect([pollsAfter, readAfter]).toEqual([polls, read]);
    expect(growth).toBeLessThan(mostGrowthMiB);
    expect(missing(scene, trail)).toEqual([]);
    expect(receiver.duplicates).toBe(0);
    expect(deletedEarly(scene, trail)).toEqual([]);
    await expectBalance(daemon);
  });
});

/** Made piece by piece: its text is never in memory as a whole. */
async function aLargeObject(count: number) {
  const records = generatedRecords(4);
  const ids: string[] = [];
  let jsonBytes = 0;
  const text = function* () {
    for (let index = 0; index < count; index += 1) {
      const record = records.next().value;
      ids.push(idOf(record));
      jsonBytes += record.length + 1;
      yield `${index === 0 ? '{"Records":[' : ","}${record}`;
    }
    yield "]}";
  };
  const body = await buffer(Readable.from(text()).pipe(createGzip({ level: 1 })));
  return { ids, jsonBytes, body };
}
