/** Objects that are announced to a running forwarder, and what it took to deliver them. */
import type { Backend } from "./backend.ts";
import type { Progress } from "./control.ts";
import type { Forwarder } from "./forwarder.ts";
import { combine, type Threads } from "./process-tree.ts";
import { slope, type Point } from "./slope.ts";

export interface Phase {
  readonly objects: number;
  /** Deliveries: each record counts for each of its destinations. */
  readonly deliveries: number;
  readonly events: number;
  /** From the messages being sent to the last one being deleted. */
  readonly seconds: number;
  readonly steadily: Steadily | undefined;
  readonly cpuSeconds: number;
  readonly threads: Threads;
  readonly serversCpuSeconds: number;
  /** Deliveries beyond those. */
  readonly repeats: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly receivedWireBytes: number;
}

/**
 * From a tenth of the deliveries, or the first deletion where that comes later, to nine tenths: before it a phase fills
 * what may be on its way, after it that empties, and a receiver that confirms late is waited for. Undefined where less
 * than a third of the deliveries is left.
 */
export interface Steadily {
  /** By the line through what had been received at each report of the servers. */
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly serversCpuSeconds: number;
}

export interface Running {
  readonly backend: Backend;
  readonly forwarder: Forwarder;
  readonly destinations: number;
}

export interface Announcement {
  readonly objects: number;
  readonly recordsPerObject: number;
  readonly stallMs: number;
  /** From one message to the next; 0 for all at once. */
  readonly everyMs: number;
}

/** Returns when every record was received and every message deleted. */
export async function announce(announcement: Announcement, running: Running): Promise<Phase> {
  const { backend, destinations, forwarder } = running;
  const { objects, recordsPerObject } = announcement;
  const events = objects * recordsPerObject;
  const deliveries = events * destinations;
  const before = await backend.until(() => true);
  const usageBefore = await forwarder.usage();
  const sentAt = Date.now();
  const [after, steadily] = await Promise.race([
    forwarder.crashed,
    Promise.all([
      deliverAll(announcement, deliveries, before, backend),
      measureSteadily(before, deliveries, running),
    ]),
  ]);
  const usage = await forwarder.usage();
  return {
    objects,
    events,
    deliveries,
    seconds: (after.lastDeletedAt - sentAt) / 1000,
    steadily,
    cpuSeconds: usage.cpuSeconds - usageBefore.cpuSeconds,
    threads: combine(usage.threads, usageBefore.threads, (now, then) => now - then),
    serversCpuSeconds: after.cpuSeconds - before.cpuSeconds,
    repeats: after.received.documents - before.received.documents - deliveries,
    requests: requestsBetween(before, after),
    receivedWireBytes: after.received.wireBytes - before.received.wireBytes,
  };
}

async function deliverAll(
  { objects, stallMs, everyMs }: Announcement,
  deliveries: number,
  before: Progress,
  backend: Backend,
): Promise<Progress> {
  const received = (now: Progress) => now.received.documents - before.received.documents;
  backend.order({ kind: "send", messages: objects, everyMs });
  if (stallMs > 0) {
    await backend.until((now) => received(now) >= deliveries / 2);
    backend.order({ kind: "stall", ms: stallMs });
  }
  return backend.until(
    (now) => now.messagesDeleted - before.messagesDeleted >= objects && received(now) >= deliveries,
  );
}

async function measureSteadily(
  before: Progress,
  deliveries: number,
  { backend, destinations, forwarder }: Running,
): Promise<Steadily | undefined> {
  const received = (now: Progress) => now.received.documents - before.received.documents;
  const first = await backend.until(
    (now) => now.messagesDeleted > before.messagesDeleted && received(now) >= deliveries * 0.1,
  );
  const usageAtFirst = await forwarder.usage();
  const points: Point[] = [];
  const last = await backend.until((now) => {
    points.push({ x: Date.now() / 1000, y: received(now) / destinations });
    return received(now) >= deliveries * 0.9;
  });
  const usageAtLast = await forwarder.usage();
  if (received(last) - received(first) < deliveries / 3) return undefined;
  return {
    eventsPerSecond: slope(points),
    seconds: (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0),
    cpuSeconds: usageAtLast.cpuSeconds - usageAtFirst.cpuSeconds,
    serversCpuSeconds: last.cpuSeconds - first.cpuSeconds,
  };
}

function requestsBetween(before: Progress, after: Progress): Phase["requests"] {
  const calls = Object.entries(after.calls).map(([name, count]) => [
    name,
    count - (before.calls[name] ?? 0),
  ]);
  const toReceivers = after.received.requests - before.received.requests;
  return { ...Object.fromEntries(calls), toReceivers };
}
