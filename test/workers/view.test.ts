import { describe, expect, it } from "vitest";
import { Books } from "../../src/observe/books.ts";
import { createMetrics } from "../../src/observe/metrics.ts";
import { createSupervisorMetrics } from "../../src/observe/supervisor-metrics.ts";
import { Crew } from "../../src/workers/crew.ts";
import type { Report } from "../../src/workers/messages.ts";
import { createView } from "../../src/workers/view.ts";
import { aReport, FakeWorker } from "../support/fake-worker.ts";
import { ManualClock } from "../support/manual-clock.ts";

/** As of a worker that has read so many records, and delivered all but one of them. */
async function aBusyReport(read: number, at: number): Promise<Report> {
  const metrics = createMetrics("1.2.3");
  const books = new Books("elastic", metrics);
  books.read(read);
  books.delivered({ delivered: read - 1, duplicates: 0, degraded: 0 });
  metrics.destinationUp.set({ destination: "elastic" }, at % 2);
  metrics.lastDelivery.set({ destination: "elastic" }, at);
  metrics.queueMessages.set({ source: "trail", state: "visible" }, 50 + at);
  metrics.batchEvents.observe({ destination: "elastic" }, read);
  return aReport({
    metrics: await metrics.registry.getMetricsAsJSON(),
    destinations: { elastic: books.accounts },
  });
}

function aDaemon(...answers: Report[]) {
  const clock = new ManualClock();
  const crew = new Crew(clock, answers.length);
  const workers = answers.map((answer, at) => {
    const worker = new FakeWorker(at + 100);
    worker.answer = answer;
    crew.joined(at + 1, worker);
    return worker;
  });
  const stopping = new AbortController();
  const metrics = createSupervisorMetrics("1.2.3");
  const view = createView({ crew, metrics, version: "1.2.3", stopping: stopping.signal });
  /** What the view answers when its patience with the silent is over. */
  const late = async <T>(answer: T | Promise<T>) => {
    await clock.advance(1000);
    return answer;
  };
  return { crew, clock, workers, view, stopping, late };
}

async function series(text: string | Promise<string>): Promise<ReadonlySet<string>> {
  return new Set((await text).split("\n").filter((line) => !line.startsWith("#")));
}

describe("the metrics of several workers", () => {
  it("are the sum of counts, and the worst or latest of what is no count", async () => {
    const { view } = aDaemon(await aBusyReport(10, 1), await aBusyReport(5, 2));

    const lines = await series(view.metrics());

    const version = `version="1.2.3",node="${process.version}"`;
    const expected = [
      'trailferry_events_delivered_total{destination="elastic"} 13',
      'trailferry_events_in_flight{destination="elastic"} 2',
      'trailferry_destination_up{destination="elastic"} 0',
      'trailferry_last_delivery_timestamp_seconds{destination="elastic"} 2',
      'trailferry_queue_messages{source="trail",state="visible"} 52',
      'trailferry_batch_events_bucket{le="10",destination="elastic"} 2',
      'trailferry_batch_events_sum{destination="elastic"} 15',
      `trailferry_build_info{${version}} 1`,
      'trailferry_workers{state="running"} 2',
      'trailferry_workers{state="down"} 0',
    ];
    expect([...lines]).toEqual(expect.arrayContaining(expected));
  });

  it("do not go back when a worker has ended, and lose what was only about it", async () => {
    const { crew, view } = aDaemon(await aBusyReport(10, 1), await aBusyReport(5, 2));
    await view.metrics();

    crew.left(1, "ended by SIGKILL");
    const lines = await series(view.metrics());

    expect(lines).toContain('trailferry_events_delivered_total{destination="elastic"} 13');
    expect(lines).toContain('trailferry_events_in_flight{destination="elastic"} 1');
    expect(lines).toContain('trailferry_workers{state="down"} 1');
  });

  it("keep what every ended worker has counted, however many there were", async () => {
    const { crew, workers, view } = aDaemon(await aBusyReport(10, 1));
    for (let times = 0; times < 3; times += 1) {
      await view.metrics();
      crew.left(1, "ended by SIGKILL");
      crew.joined(1, workers[0] ?? new FakeWorker(1));
    }

    const lines = await series(view.metrics());

    expect(lines).toContain('trailferry_events_delivered_total{destination="elastic"} 36');
    expect(lines).toContain('trailferry_batch_events_count{destination="elastic"} 4');
  });

  it("have the last known counts of a worker that does not answer", async () => {
    const { workers, view, late } = aDaemon(await aBusyReport(10, 1), await aBusyReport(5, 2));
    await view.metrics();
    for (const worker of workers.slice(1)) worker.answer = undefined;

    const lines = await series(late(view.metrics()));

    expect(lines).toContain('trailferry_events_delivered_total{destination="elastic"} 13');
    expect(lines).toContain('trailferry_workers{state="running"} 1');
    expect(lines).toContain('trailferry_workers{state="silent"} 1');
  });
});

describe("the state of several workers", () => {
  it("names the worker of each problem", async () => {
    const { view } = aDaemon(
      aReport(),
      aReport({ problems: { "source trail": "403" }, stuck: { "source trail": "overdue" } }),
    );

    expect(await view.problems()).toEqual({ "worker 2, source trail": "403" });
    expect(await view.stuck()).toEqual({ "worker 2, source trail": "overdue" });
  });

  it("calls a worker stuck that has answered once and does not any more", async () => {
    const { workers, view, late } = aDaemon(aReport(), aReport());
    await view.stuck();
    for (const worker of workers.slice(1)) worker.answer = undefined;

    expect(await late(view.stuck())).toEqual({ "worker 2": "does not answer" });
    expect(await late(view.problems())).toEqual({ "worker 2": "does not answer" });
  });

  it("is not ready while a worker is starting or down, and alive all the same", async () => {
    const { crew, workers, view, late } = aDaemon(aReport(), aReport());
    crew.left(1, "ended by SIGKILL, starts again");
    for (const worker of workers.slice(1)) worker.answer = undefined;

    expect(await late(view.problems())).toEqual({
      "worker 1": "ended by SIGKILL, starts again",
      "worker 2": "not tried yet",
    });
    expect(await late(view.stuck())).toEqual({});
  });

  it("is not ready while all stop", async () => {
    const { view, stopping } = aDaemon(aReport());

    stopping.abort();

    expect(await view.problems()).toEqual({ process: "stopping: nothing new is taken" });
  });

  it("has the books of all, and balances when a worker is gone", async () => {
    const { crew, view } = aDaemon(await aBusyReport(10, 1), await aBusyReport(5, 2));
    await view.status();

    crew.left(1, "ended by SIGKILL");

    expect(await view.status()).toMatchObject({
      version: "1.2.3",
      destinations: { elastic: { read: 15, delivered: 13, released: 1, inFlight: 1 } },
      workers: [
        { worker: 1, state: "down", reason: "ended by SIGKILL" },
        { worker: 2, state: "running", pid: 101, destinations: { elastic: { read: 5 } } },
      ],
    });
  });

  it("leaves no timer behind", async () => {
    const { clock, view } = aDaemon(aReport(), aReport());

    await view.status();

    expect(clock.pending).toBe(0);
  });
});
