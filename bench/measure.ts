/** One path from end to end: starts the forwarder beside its servers, warms it up, measures it, and stops it. */
import { once } from "node:events";
import { createServer } from "node:net";
import type { Backend } from "./backend.ts";
import type { Progress } from "./control.ts";
import { startForwarder, type Forwarder } from "./forwarder.ts";
import type { Options } from "./options.ts";
import type { Path } from "./paths.ts";

export interface Measured {
  readonly warmUp: Phase;
  readonly measured: Phase;
  /** Highest resident memory of the whole run. */
  readonly peakBytes: number;
  readonly exitCode: number | null;
}

export interface Phase {
  readonly events: number;
  /** From the messages being sent to the last one being deleted. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly serversCpuSeconds: number;
  readonly steadily: Steadily;
  /** Events that the receiver got again. */
  readonly repeats: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly receivedWireBytes: number;
}

/** From the first deletion to the last event that the receiver got: what is left of a phase is filling and emptying. */
export interface Steadily {
  readonly events: number;
  readonly seconds: number;
  /** Of these, how long the forwarder waited for a CPU that other processes had. */
  readonly queuedSeconds: number;
}

export async function measure(
  path: Path,
  options: Options,
  backend: Backend,
  folder: string,
): Promise<Measured> {
  const config = await forwarderConfig(path, options, backend);
  const forwarder = await startForwarder(folder, config, nodeOptions(options));
  try {
    const polling = (progress: Progress) => receives(progress) > 0;
    await Promise.race([forwarder.crashed, backend.until(polling)]);
    const send = (objects: number, stallMs: number) =>
      sendObjects(
        { objects, recordsPerObject: options.recordsPerObject, stallMs },
        { backend, forwarder },
      );
    const objects = objectsOf(path, options);
    const warmUp = await send(options.warmUp ?? Math.ceil(Math.min(objects, mostUsual) / 5), 0);
    const measured = await send(objects, options.stallMs);
    const { peakBytes } = await forwarder.usage();
    return { warmUp, measured, peakBytes, exitCode: await forwarder.stop() };
  } finally {
    await forwarder.stop();
  }
}

export function objectsOf(path: Path, options: Options): number {
  return options.objects ?? path.objects;
}

/** A run that is long for the sake of its steady state needs no longer warm-up. */
const mostUsual = 1000;

interface Running {
  readonly backend: Backend;
  readonly forwarder: Forwarder;
}

interface Load {
  readonly objects: number;
  readonly recordsPerObject: number;
  readonly stallMs: number;
}

async function sendObjects(load: Load, { backend, forwarder }: Running): Promise<Phase> {
  const events = load.objects * load.recordsPerObject;
  const before = await backend.until(() => true);
  const usageBefore = await forwarder.usage();
  const sentAt = Date.now();
  const [after, steadily] = await Promise.race([
    forwarder.crashed,
    Promise.all([
      deliverAll(load, before, backend),
      measureSteadily(before, events, { backend, forwarder }),
    ]),
  ]);
  const usage = await forwarder.usage();
  return {
    events,
    seconds: (after.lastDeletedAt - sentAt) / 1000,
    steadily,
    cpuSeconds: usage.cpuSeconds - usageBefore.cpuSeconds,
    serversCpuSeconds: after.cpuSeconds - before.cpuSeconds,
    repeats: after.received.documents - before.received.documents - events,
    requests: difference(
      after.calls,
      before.calls,
      after.received.requests - before.received.requests,
    ),
    receivedWireBytes: after.received.wireBytes - before.received.wireBytes,
  };
}

/** Sends one message an object and waits until every record was received and every message deleted. */
async function deliverAll(load: Load, before: Progress, backend: Backend): Promise<Progress> {
  const events = load.objects * load.recordsPerObject;
  const received = (now: Progress) => now.received.documents - before.received.documents;
  backend.order({ kind: "send", messages: load.objects });
  if (load.stallMs > 0) {
    await backend.until((now) => received(now) >= events / 2);
    backend.order({ kind: "stall", ms: load.stallMs });
  }
  return backend.until(
    (now) =>
      now.messagesDeleted - before.messagesDeleted >= load.objects && received(now) >= events,
  );
}

async function measureSteadily(
  before: Progress,
  events: number,
  { backend, forwarder }: Running,
): Promise<Steadily> {
  const first = await backend.until((now) => now.messagesDeleted > before.messagesDeleted);
  const [firstAt, usageFirst] = [Date.now(), await forwarder.usage()];
  const all = before.received.documents + events;
  const last = await backend.until((now) => now.received.documents >= all);
  const [lastAt, usageLast] = [Date.now(), await forwarder.usage()];
  return {
    events: last.received.documents - first.received.documents,
    seconds: (lastAt - firstAt) / 1000,
    queuedSeconds: usageLast.queuedSeconds - usageFirst.queuedSeconds,
  };
}

function difference(
  after: Progress["calls"],
  before: Progress["calls"],
  deliveries: number,
): Phase["requests"] {
  const calls = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]);
  return { ...Object.fromEntries(calls), deliveries };
}

function receives(progress: Progress): number {
  return progress.calls["ReceiveMessage"] ?? 0;
}

async function forwarderConfig(path: Path, options: Options, backend: Backend) {
  return {
    sources: [
      {
        name: "trail",
        type: "sqs",
        queue_url: `${backend.awsUrl}/000000000000/q`,
        s3: { endpoint: backend.awsUrl, path_style: true },
        ...options.source,
      },
    ],
    destinations: [{ ...path.destination(backend.receiverUrl), ...options.destination }],
    admin: { listen: `127.0.0.1:${await freePort()}` },
    log: { level: "warn" },
  };
}

/** Free a moment ago: the forwarder's own default may be taken by one that runs for real. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no TCP port");
  return address.port;
}

function nodeOptions(options: Options): readonly string[] {
  return options.profile ? ["--cpu-prof", "--cpu-prof-dir=bench/out"] : [];
}
