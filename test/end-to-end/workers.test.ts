import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { announceTrail, type TrailPlan } from "../support/announced-trail.ts";
import { deletedEarly, expectBalance, expectNothingLost, missing } from "../support/books.ts";
import { trailferry } from "../support/command-line.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon, type Daemon } from "../support/daemon.ts";
import { setScene } from "../support/scene.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const patience = { timeout: 50_000, interval: 25 };
const delivered = 'events_delivered_total{destination="elastic"}';

describe("two workers", () => {
  it("share the work of one queue, and add up on one admin port", async () => {
    const { scene, trail, daemon } = await twoWorkers({ objects: 60, recordsPerObject: 20 });
    const { aws, receiver } = scene;

    await vi.waitUntil(() => aws.isEmpty, patience);

    expect(missing(scene, trail)).toEqual([]);
    expect({ stored: receiver.documents.size, again: receiver.duplicates }).toEqual({
      stored: 1200,
      again: 0,
    });
    expect(await daemon.metric(delivered)).toBe(1200);
    expect(await daemon.metric('workers{state="running"}')).toBe(2);
    const shares = (await daemon.workers()).map(
      ({ destinations }) => destinations["elastic"]?.read,
    );
    expect(shares).toEqual([expect.toSatisfy(isSome), expect.toSatisfy(isSome)]);
    await expectBalance(daemon);
    expect(await daemon.stop()).toMatchObject({ code: 0, signal: null });
  });

  it("lose nothing when one of them is killed, which is then started again", async () => {
    const { scene, trail, daemon } = await twoWorkers({ objects: 60, recordsPerObject: 20 });
    const { aws, receiver } = scene;
    await vi.waitUntil(() => receiver.documents.size >= 200, patience);
    const before = await daemon.metric(delivered);

    process.kill(await pidOf(daemon, 2), "SIGKILL");
    await vi.waitUntil(() => daemon.metric('worker_restarts_total{worker="2"}'), patience);
    const after = await daemon.metric(delivered);
    await bothRunning(daemon);
    for (const message of aws.hidden.keys()) await aws.reveal(message).catch(() => undefined);
    await vi.waitUntil(() => aws.isEmpty, patience);

    expect(after).toBeGreaterThanOrEqual(before);
    expect(missing(scene, trail)).toEqual([]);
    expect(deletedEarly(scene, trail)).toEqual([]);
    await expectBalance(daemon);
    expect(await daemon.stop()).toMatchObject({ code: 0, signal: null });
  });

  it("drain together, and give back what is not delivered", async () => {
    const { scene, trail, daemon } = await twoWorkers({ objects: 60, recordsPerObject: 50 }, 500);
    await vi.waitUntil(() => scene.receiver.documents.size > 0, patience);

    const exit = await daemon.stop();

    expect(exit).toMatchObject({ code: 0, signal: null });
    await expectNothingLost(scene, trail);
  });

  it("drain by themselves when their supervisor is gone", async () => {
    const { scene, trail, daemon } = await twoWorkers({ objects: 60, recordsPerObject: 50 }, 500);
    await vi.waitUntil(() => scene.receiver.documents.size > 0, patience);
    const pids = [await pidOf(daemon, 1), await pidOf(daemon, 2)];

    await daemon.kill();
    await vi.waitUntil(() => !pids.some(isThere), patience);

    await expectNothingLost(scene, trail);
  });

  it("end the daemon with 2 where they can't start", async () => {
    const scene = await setScene();
    const directory = await temporaryDirectory();
    const database = join(directory, "places.mmdb");
    await writeFile(database, "no database");
    const config = { ...daemonConfig(scene), workers: 2, geoip: { city_file: database } };
    const file = join(directory, "config.yaml");
    await writeFile(file, JSON.stringify({ ...config, admin: { listen: "off" } }));

    const { code, stderr } = await trailferry(["run", "-c", file]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^geoip\.city_file: /m);
  });
});

/** With a trail in the queue, and a receiver that takes its time. */
async function twoWorkers(plan: TrailPlan, delayMs = 50) {
  const scene = await setScene();
  scene.receiver.react = () => ({ kind: "store", delayMs });
  const destination = { batch: { max_events: 20 }, concurrency: { max: 2 } };
  const daemon = await startDaemon({ ...daemonConfig(scene, { destination }), workers: 2 });
  await bothRunning(daemon);
  const trail = await announceTrail(scene.aws, plan);
  return { scene, trail, daemon };
}

/** And have polled. */
async function bothRunning(daemon: Daemon): Promise<void> {
  await daemon.ready();
  await vi.waitUntil(async () => (await daemon.metric('workers{state="running"}')) === 2, patience);
}

async function pidOf(daemon: Daemon, number: number): Promise<number> {
  const found = (await daemon.workers()).find(({ worker }) => worker === number);
  if (found?.pid === undefined) throw new Error(`Worker ${number} is not there`);
  return found.pid;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function isSome(count: unknown): boolean {
  return typeof count === "number" && count > 0;
}
