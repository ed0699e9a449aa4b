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
  /** Events that the receiver got again. */
  readonly repeats: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly receivedWireBytes: number;
}

export async function measure(
  path: Path,
  options: Options,
  backend: Backend,
  folder: string,
): Promise<Measured> {
  const config = await forwarderConfig(path, backend);
  const forwarder = await startForwarder(folder, config, nodeOptions(options));
  try {
    const polling = (progress: Progress) => receives(progress) > 0;
    await Promise.race([forwarder.crashed, backend.until(polling)]);
    const send = (objects: number, stallMs: number) =>
      sendObjects(
        { objects, recordsPerObject: options.recordsPerObject, stallMs },
        backend,
        forwarder,
      );
    const warmUp = await send(options.warmUp, 0);
    const measured = await send(options.objects, options.stallMs);
    const { peakBytes } = await forwarder.usage();
    return { warmUp, measured, peakBytes, exitCode: await forwarder.stop() };
  } finally {
    await forwarder.stop();
  }
}

interface Load {
  readonly objects: number;
  readonly recordsPerObject: number;
  readonly stallMs: number;
}

/** Sends one message an object and waits until every record was received and every message deleted. */
async function sendObjects(load: Load, backend: Backend, forwarder: Forwarder): Promise<Phase> {
  const events = load.objects * load.recordsPerObject;
  const before = await backend.until(() => true);
  const { documents, wireBytes } = before.received;
  const usageBefore = await forwarder.usage();
  const sentAt = Date.now();
  backend.order({ kind: "send", messages: load.objects });
  if (load.stallMs > 0) {
    const halfWay = (now: Progress) => now.received.documents - documents >= events / 2;
    await Promise.race([forwarder.crashed, backend.until(halfWay)]);
    backend.order({ kind: "stall", ms: load.stallMs });
  }
  const done = (now: Progress) =>
    now.messagesDeleted - before.messagesDeleted >= load.objects &&
    now.received.documents - documents >= events;
  const after = await Promise.race([forwarder.crashed, backend.until(done)]);
  const usage = await forwarder.usage();
  return {
    events,
    seconds: (after.lastDeletedAt - sentAt) / 1000,
    cpuSeconds: usage.cpuSeconds - usageBefore.cpuSeconds,
    serversCpuSeconds: after.cpuSeconds - before.cpuSeconds,
    repeats: after.received.documents - documents - events,
    requests: difference(
      after.calls,
      before.calls,
      after.received.requests - before.received.requests,
    ),
    receivedWireBytes: after.received.wireBytes - wireBytes,
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

async function forwarderConfig(path: Path, backend: Backend) {
  return {
    sources: [
      {
        name: "trail",
        type: "sqs",
        queue_url: `${backend.awsUrl}/000000000000/q`,
        s3: { endpoint: backend.awsUrl, path_style: true },
      },
    ],
    destinations: [path.destination(backend.receiverUrl)],
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
