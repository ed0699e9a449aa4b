import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { patience } from "../support/patience.ts";
import { setScene } from "../support/scene.ts";

describe("the admin server", () => {
  it("says why the daemon is not ready, and when it is", async () => {
    const scene = await setScene();
    const { aws, receiver } = scene;
    receiver.react = () => ({ kind: "refuse", status: 503 });
    const daemon = await startDaemon(daemonConfig(scene));
    const before = await daemon.problems();
    await announceTrail(aws, { objects: 2, recordsPerObject: 10 });
    const during = await vi.waitUntil(async () => {
      const found = await daemon.problems();
      return "destination elastic" in found.reasons ? found : undefined;
    }, patience);
    receiver.react = () => ({ kind: "store" });
    await vi.waitUntil(() => aws.isEmpty, patience);
    const after = await daemon.problems();

    expect(before.code).toBe(503);
    expect(during).toEqual({
      code: 503,
      reasons: { "destination elastic": expect.stringContaining("Got 503") },
    });
    expect(after).toEqual({ code: 200, reasons: {} });
    expect(await daemon.isAlive()).toBe(true);
  });

  it("gives metrics that Prometheus can read, under the names of the documentation", async () => {
    const scene = await setScene();
    await announceTrail(scene.aws, { objects: 2, recordsPerObject: 10 });
    const daemon = await startDaemon(daemonConfig(scene));
    await vi.waitUntil(() => scene.aws.isEmpty, patience);

    const text = await daemon.metrics();

    const lines = text.trimEnd().split("\n");
    const names = lines.flatMap((line) => /^# TYPE trailferry_(\w+)/.exec(line)?.[1] ?? []);
    expect(
      lines.filter((line) => line !== "" && !line.startsWith("#") && !sample.test(line)),
    ).toEqual([]);
    expect(names).toEqual(expect.arrayContaining([...documented]));
    expect(text).toMatch(/^trailferry_events_delivered_total\{destination="elastic"\} 20$/m);
  });
});

const sample = /^\w+(\{(\w+="(\\.|[^"\\])*",?)*\})? (-?[\d.e+-]+|NaN|[+-]Inf)$/;

const documented = [
  "messages_received_total",
  "messages_settled_total",
  "messages_in_flight",
  "queue_messages",
  "oldest_unsettled_seconds",
  "visibility_extensions_total",
  "objects_total",
  "object_bytes_total",
  "object_duration_seconds",
  "records_read_total",
  "records_filtered_total",
  "events_delivered_total",
  "events_duplicate_total",
  "events_degraded_total",
  "events_unconfirmed",
  "events_dead_lettered_total",
  "events_in_flight",
  "delivery_attempts_total",
  "delivery_duration_seconds",
  "batch_events",
  "batch_bytes",
  "delivery_concurrency",
  "backpressure_seconds_total",
  "destination_up",
  "event_lag_seconds",
  "last_delivery_timestamp_seconds",
  "build_info",
  "process_cpu_seconds_total",
];
