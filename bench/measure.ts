/** A forwarder beside its servers: started, watched, and stopped. */
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { startBackend, type Backend } from "./backend.ts";
import type { Progress } from "./control.ts";
import { shareCpus } from "./cpus.ts";
import type { End } from "./end.ts";
import { startForwarder } from "./forwarder.ts";
import { announce, type Phase, type Running } from "./load.ts";
import type { Scenario } from "./scenario.ts";

export interface Measured {
  readonly warmUp: Phase;
  readonly measured: Phase;
  /** Highest resident memory of the whole run. */
  readonly peakBytes: number;
  readonly end: End;
}

/** `folder` holds the objects. */
export async function measure(scenario: Scenario, folder: string): Promise<Measured> {
  const { objects, recordsPerObject, stallMs, warmUp } = scenario.load;
  const usual = { recordsPerObject, stallMs: 0, everyMs: 0 };
  return whileRunning(scenario, folder, async (running) => {
    const first = await announce({ ...usual, objects: warmUp }, running);
    const measured = await announce({ ...usual, objects, stallMs }, running);
    const { peakBytes } = await running.forwarder.usage();
    const end = await running.forwarder.stop();
    return { warmUp: first, measured, peakBytes, end };
  });
}

/** `work` begins when the forwarder has polled its queue. Several may run at once. */
export async function whileRunning<T>(
  scenario: Scenario,
  folder: string,
  work: (running: Running) => Promise<T>,
): Promise<T> {
  const cpus = shareCpus(scenario.cores);
  const backend = await startBackend(folder, scenario.receiver, cpus.servers);
  try {
    const { config, destinations } = await configOf(scenario, backend);
    const { nodeOptions } = scenario;
    const forwarder = await startForwarder({
      folder: await mkdtemp(join(folder, "run-")),
      config,
      nodeOptions,
      cpus: cpus.forwarder,
    });
    try {
      await Promise.race([forwarder.crashed, backend.until(isPolled)]);
      return await work({ backend, forwarder, destinations });
    } finally {
      await forwarder.stop();
    }
  } finally {
    await backend.stop();
  }
}

function isPolled(progress: Progress): boolean {
  return (progress.calls["ReceiveMessage"] ?? 0) > 0;
}

/** This machine can't have the receiver that a path needs. */
export class NoReceiver extends Error {}

async function configOf({ path, source, destination, config }: Scenario, backend: Backend) {
  const destinations = path.destinations(backend.receivers);
  if (destinations === undefined) throw new NoReceiver("openssl is needed to make a certificate");
  const trail = {
    name: "trail",
    type: "sqs",
    queue_url: `${backend.awsUrl}/000000000000/q`,
    s3: { endpoint: backend.awsUrl, path_style: true },
    ...source,
  };
  return {
    destinations: destinations.length,
    config: {
      sources: [trail],
      destinations: destinations.map((one) => ({ ...one, ...destination })),
      admin: { listen: `127.0.0.1:${await freePort()}` },
      log: { level: "warn" },
      ...config,
    },
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
