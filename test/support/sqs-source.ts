import { pino } from "pino";

import { Health } from "../../src/observe/health.ts";
import { createMetrics } from "../../src/observe/metrics.ts";
import { Pulse } from "../../src/observe/pulse.ts";
import { createSeldom } from "../../src/observe/seldom.ts";
import type { Notification } from "../../src/source/source.ts";
import { createSqsSource, type SqsSourceOptions } from "../../src/source/sqs.ts";
import { FakeQueue } from "./fake-queue.ts";
import { ManualClock } from "./manual-clock.ts";

/** An SQS source named `trail` on a queue in memory, with everything a test looks at. */
export function anSqsSource(
  limits: Partial<Pick<SqsSourceOptions, "visibilitySeconds" | "maxMessages">> = {},
) {
  const clock = new ManualClock();
  const queue = new FakeQueue(clock);
  const metrics = createMetrics("test");
  const health = new Health();
  const pulse = new Pulse(clock);
  const stopping = new AbortController();
  const abandoned = new AbortController();
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const source = createSqsSource({
    name: "trail",
    queueUrl: "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail",
    visibilitySeconds: 300,
    maxMessages: 32,
    waitSeconds: 20,
    ...limits,
    receiving: queue,
    settling: queue,
    clock,
    log,
    metrics,
    health,
    pulse,
    seldom: createSeldom(clock),
    abandoned: abandoned.signal,
    onBug(error) {
      throw error;
    },
  });
  const notifications = source.notifications(stopping.signal)[Symbol.asyncIterator]();
  return {
    source,
    notifications,
    queue,
    clock,
    metrics,
    health,
    pulse,
    lines,
    stopping,
    abandoned,
  };
}

/** The next notifications, which must be there without a wait. */
export async function take(
  notifications: AsyncIterator<Notification>,
  count: number,
): Promise<Notification[]> {
  const taken: Notification[] = [];
  while (taken.length < count) {
    const next = await notifications.next();
    if (next.done === true) throw new Error(`The source ended after ${taken.length} notifications`);
    taken.push(next.value);
  }
  return taken;
}

/** How many messages ended as `outcome`. */
export async function settledAs(
  metrics: SqsSourceOptions["metrics"],
  outcome: string,
): Promise<number> {
  const { values } = await metrics.messagesSettled.get();
  return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
}

/** The body of a message that announces an object. */
export function announcement(name = "1"): string {
  const key = `AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/01/${name}EXAMPLE.json.gz`;
  const s3 = { bucket: { name: "example-trail-bucket" }, object: { key, size: 1000 } };
  const record = { eventVersion: "2.1", eventSource: "aws:s3", eventName: "ObjectCreated:Put", s3 };
  return JSON.stringify({ Records: [record] });
}
