import { describe, expect, it } from "vitest";
import { silentLogger } from "../../src/observe/logger.ts";
import { createSupervisorMetrics } from "../../src/observe/supervisor-metrics.ts";
import { createShutdown } from "../../src/shutdown.ts";
import { Crew } from "../../src/workers/crew.ts";
import type { Begin } from "../../src/workers/messages.ts";
import { killAll, supervise } from "../../src/workers/supervise.ts";
import { FakeWorker } from "../support/fake-worker.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";

const clean = { code: 0, signal: null };
const crashed = { code: 1, signal: null };

/** A supervisor of fake workers; `started` has each process that was, in order. */
async function aSupervisor(workers = 2) {
  const clock = new ManualClock();
  const crew = new Crew(clock, workers);
  const metrics = createSupervisorMetrics("1.2.3");
  const log = silentLogger;
  const onOverdue = () => killAll({ crew, log });
  const shutdown = createShutdown({ graceMs: 25_000, clock, log, onOverdue });
  const order: Begin = { kind: "begin", configPath: "c", configFile: Buffer.from(""), workers };
  const started: { readonly worker: number; readonly process: FakeWorker }[] = [];
  const start = (worker: number) => {
    const process = new FakeWorker(started.length + 1);
    started.push({ worker, process });
    return process;
  };
  const exitCode = supervise({ order, start, crew, clock, log, metrics, shutdown });
  await settle();
  return {
    clock,
    shutdown,
    exitCode,
    numbers: () => started.map(({ worker }) => worker),
    process: (at: number) => {
      const found = started[at]?.process;
      if (found === undefined) throw new Error(`Only ${started.length} were started`);
      return found;
    },
    restarts: async () => (await metrics.workerRestarts.get()).values.map(({ value }) => value),
  };
}

async function aRunningPair() {
  const supervisor = await aSupervisor();
  supervisor.process(0).prepare();
  await settle();
  return supervisor;
}

describe("supervise", () => {
  it("starts the others when the first is prepared, and tells each to begin", async () => {
    const { numbers, process } = await aSupervisor(3);
    const before = numbers();

    process(0).prepare();
    await settle();

    expect([before, numbers()]).toEqual([[1], [1, 2, 3]]);
    expect(process(2).orders).toMatchObject([{ kind: "begin", workers: 3 }]);
  });

  it("starts a worker again that ended unasked, after a while", async () => {
    const { clock, numbers, process, restarts } = await aRunningPair();

    process(1).end(crashed);
    await settle();
    const before = numbers();
    await clock.advance(1000);

    expect([before, numbers()]).toEqual([
      [1, 2],
      [1, 2, 2],
    ]);
    expect(await restarts()).toEqual([0, 1]);
  });

  it("never waits longer than half a minute for the next start", async () => {
    const { clock, numbers, process } = await aRunningPair();

    for (let at = 1; at <= 20; at += 1) {
      process(at).end({ code: null, signal: "SIGABRT" });
      await clock.advance(30_000);
    }

    expect(numbers()).toHaveLength(22);
  });

  it("stops all when it is stopped, and ends with 0 when all have ended so", async () => {
    const { shutdown, exitCode, process } = await aRunningPair();

    shutdown.stop("SIGTERM");
    for (const at of [0, 1]) process(at).end(clean);

    expect(await exitCode).toBe(0);
    expect(process(1).orders.map(({ kind }) => kind)).toEqual(["begin", "stop"]);
  });

  it("ends the grace of all when it is stopped again", async () => {
    const { shutdown, process } = await aRunningPair();

    shutdown.stop("SIGTERM");
    shutdown.stop("SIGTERM");

    expect(process(0).orders.map(({ kind }) => kind)).toEqual(["begin", "stop", "stop"]);
  });

  it("ends with 1 where a worker did not drain in order", async () => {
    const { shutdown, exitCode, process } = await aRunningPair();

    shutdown.stop("SIGTERM");
    process(0).end(clean);
    process(1).end(crashed);

    expect(await exitCode).toBe(1);
  });

  it("takes a signal that came before a worker could listen for an orderly end", async () => {
    const { shutdown, exitCode, process } = await aRunningPair();

    shutdown.stop("SIGINT");
    process(0).end(clean);
    process(1).end({ code: null, signal: "SIGINT" });

    expect(await exitCode).toBe(0);
  });

  it("kills what has not ended some time after the grace", async () => {
    const { clock, shutdown, exitCode, process } = await aRunningPair();

    shutdown.stop("SIGTERM");
    process(0).end(clean);
    await clock.advance(27_000);

    expect(process(1).isKilled).toBe(true);
    expect(await exitCode).toBe(1);
  });

  it("starts nothing any more once it is stopped", async () => {
    const { clock, shutdown, exitCode, numbers, process } = await aRunningPair();

    process(1).end(crashed);
    await settle();
    shutdown.stop("SIGTERM");
    process(0).end(clean);
    await clock.advance(60_000);

    expect(await exitCode).toBe(0);
    expect(numbers()).toEqual([1, 2]);
  });

  it("ends with 2 where a worker can't use the configuration at its first start", async () => {
    const { exitCode, numbers, process } = await aSupervisor();

    process(0).end({ code: 2, signal: null });

    expect(await exitCode).toBe(2);
    expect(numbers()).toEqual([1]);
  });

  it("keeps trying where a worker can't use it at a later start: the others work", async () => {
    const { clock, numbers, process } = await aRunningPair();

    process(1).end(crashed);
    await clock.advance(1000);
    process(2).end({ code: 2, signal: null });
    await clock.advance(2000);

    expect(numbers()).toEqual([1, 2, 2, 2]);
  });
});
