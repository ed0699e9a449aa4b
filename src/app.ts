/**
 * The composition root: configuration in, running parts out. With `lanes.ts` the only place that makes clients, destinations
 * and lanes.
 */
import { Progress } from "./acknowledge/progress.ts";
import type { Config } from "./config/schema.ts";
import type { SqsSourceConfig } from "./config/sources.ts";
import { present } from "./config/present.ts";
import { credentialsFor } from "./credentials.ts";
import { createDeadLetter } from "./dead-letters.ts";
import { createLateReader } from "./decode/late-reader.ts";
import { createSelection } from "./decode/selection.ts";
import { createBury } from "./deliver/dead-letter/bury.ts";
import type { Route } from "./forward.ts";
import { createDelivery, outletsOf, type LaneParts } from "./lanes.ts";
import type { Accounts } from "./observe/books.ts";
import { Health } from "./observe/health.ts";
import { createMetrics, type Metrics } from "./observe/metrics.ts";
import type { Pulse } from "./observe/pulse.ts";
import { createSeldom } from "./observe/seldom.ts";
import { runPipeline } from "./pipeline.ts";
import { dropFreeBlocks } from "./runtime/blocks.ts";
import { returnMemory } from "./runtime/heap.ts";
import { Quiet } from "./runtime/quiet.ts";
import { Slots } from "./runtime/slots.ts";
import { Tasks } from "./runtime/tasks.ts";
import { createSqsClients } from "./source/clients.ts";
import { regionOf } from "./source/region.ts";
import { createSqsSource } from "./source/sqs.ts";
import { version } from "./version.ts";

export interface Surroundings extends Pick<
  LaneParts,
  "clock" | "log" | "signals" | "placeOf" | "onBug"
> {
  readonly pulse: Pulse;
  /** Every destination was prepared, or could not be at the first attempt. */
  readonly onPrepared?: (() => void) | undefined;
}

export interface App {
  readonly metrics: Metrics;
  readonly health: Health;
  /** For `/status` and the last log line. */
  status(): Status;
  /** Ends when `stopping` was aborted and everything that was begun has ended. */
  run(): Promise<void>;
}

export interface Status {
  readonly version: string;
  readonly destinations: Readonly<Record<string, Accounts>>;
}

/** What every part is given. */
type Common = Surroundings & Pick<LaneParts, "metrics" | "health" | "seldom">;

export async function createApp(config: Config, surroundings: Surroundings): Promise<App> {
  const metrics = createMetrics(version);
  const health = new Health();
  const common = { ...surroundings, metrics, health, seldom: createSeldom(surroundings.clock) };
  const deadLetter = await createDeadLetter(config.deadLetter, surroundings.clock);
  const { abandoned } = surroundings.signals;
  const bury = createBury({ ...common, deadLetter, version, abandoned });
  const deliveries = config.destinations.map((destination) =>
    createDelivery(destination, { ...common, bury }),
  );
  const routes = config.sources.map((source) => createRoute(source, common));

  return {
    metrics,
    health,
    status: () => ({
      version,
      destinations: Object.fromEntries(
        deliveries.map(({ books }) => [books.destination, books.accounts]),
      ),
    }),
    async run() {
      const outlets = outletsOf(deliveries, surroundings);
      const reading = new Slots(config.reading.objects);
      const quiet = new Quiet({ ...returning, clock: surroundings.clock });
      const preparations = new Tasks(surroundings.onBug);
      preparations.start(async () => {
        await Promise.all(deliveries.map((delivery) => delivery.prepare()));
        surroundings.onPrepared?.();
      });
      const encoding = new Slots(1);
      const parts = { ...common, limits: config.limits, progress: new Progress(), encoding };
      try {
        await runPipeline({ ...parts, routes, outlets, reading, quiet }, surroundings.signals);
      } finally {
        await Promise.all(deliveries.map((delivery) => delivery.close()));
        await preparations.drain();
        await deadLetter?.close();
        for (const route of routes) route.close();
      }
    },
  };
}

function createRoute(source: SqsSourceConfig, common: Common): ClosableRoute {
  const { name, queueUrl, s3, objects, digests } = source;
  const region = source.region ?? regionOf(queueUrl);
  const queueCredentials = credentialsFor(source.credentials, region);
  const bucketCredentials = credentialsFor(s3.credentials, s3.region ?? region) ?? queueCredentials;
  common.health.expect(`source ${name}`);
  const { receiving, settling } = createSqsClients({
    queueUrl,
    version,
    ...present({ region, endpoint: source.endpoint, credentials: queueCredentials }),
  });
  const reader = createLateReader(async () => {
    const { createObjectReader } = await import("./decode/object.ts");
    const { s3ClientFactory } = await import("./decode/s3-clients.ts");
    const { endpoint, pathStyle } = s3;
    const createClient = s3ClientFactory({
      version,
      pathStyle,
      ...present({ region: s3.region ?? region, endpoint, credentials: bucketCredentials }),
    });
    return createObjectReader({ ...common, createClient, ...present(s3) });
  });
  const { abandoned } = common.signals;
  return {
    source: createSqsSource({
      ...common,
      ...source,
      receiving,
      settling,
      waitSeconds: 20,
      abandoned,
    }),
    select: createSelection({ ...objects, buckets: s3.buckets, digests }),
    reader,
    close() {
      reader.close();
      receiving.destroy();
      settling.destroy();
    },
  };
}

/** Seldom enough that it costs nothing where an object comes every minute. */
const returning = {
  afterMs: 10_000,
  everyMs: 10 * 60_000,
  onQuiet: () => {
    dropFreeBlocks();
    returnMemory();
  },
};

interface ClosableRoute extends Route {
  close(): void;
}
