/**
 * The composition root: configuration in, running parts out. The only place that makes clients, destinations and lanes.
 */
import { Progress } from "./acknowledge/progress.ts";
import { Batcher } from "./batch/batcher.ts";
import type { DestinationConfig } from "./config/destinations.ts";
import type { DeadLetterConfig } from "./config/dead-letter.ts";
import type { Config } from "./config/schema.ts";
import type { SqsSourceConfig } from "./config/sources.ts";
import { present } from "./config/present.ts";
import { credentialsFor } from "./credentials.ts";
import { createObjectReader } from "./decode/object.ts";
import { s3ClientFactory } from "./decode/s3-clients.ts";
import { createSelection } from "./decode/selection.ts";
import { bindingClaims, looseClaims } from "./deliver/claims.ts";
import { createBury, type Bury } from "./deliver/dead-letter/bury.ts";
import type { DeadLetter } from "./deliver/dead-letter/dead-letter.ts";
import { createFileDeadLetter } from "./deliver/dead-letter/file.ts";
import { createS3DeadLetter } from "./deliver/dead-letter/s3.ts";
import { createSqsDeadLetter } from "./deliver/dead-letter/sqs.ts";
import type { Destination } from "./deliver/destination.ts";
import { withPacing } from "./deliver/concurrency.ts";
import { createElasticsearchDestination } from "./deliver/elasticsearch/destination.ts";
import { createFileDestination } from "./deliver/file/destination.ts";
import { Lane } from "./deliver/lane.ts";
import { withObservation } from "./deliver/observe.ts";
import { withRetry } from "./deliver/retry.ts";
import { withSplitting } from "./deliver/split.ts";
import { createStdoutDestination } from "./deliver/stdout/destination.ts";
import type { Outlet, Route } from "./forward.ts";
import { createNormalize } from "./normalize/format.ts";
import type { PlaceOf } from "./normalize/geo/place.ts";
import { Books, type Accounts } from "./observe/books.ts";
import { Health } from "./observe/health.ts";
import type { Logger } from "./observe/logger.ts";
import { createMetrics, type Metrics } from "./observe/metrics.ts";
import type { Pulse } from "./observe/pulse.ts";
import { createSeldom, type Seldom } from "./observe/seldom.ts";
import { runPipeline, type Signals } from "./pipeline.ts";
import type { Clock } from "./runtime/clock.ts";
import { Slots } from "./runtime/slots.ts";
import { createSendingClient, createSqsClients } from "./source/clients.ts";
import { regionOf } from "./source/region.ts";
import { createSqsSource } from "./source/sqs.ts";
import { version } from "./version.ts";

export interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly pulse: Pulse;
  readonly signals: Signals;
  /** For destinations that want it: what is known of an address. */
  readonly placeOf?: PlaceOf | undefined;
  /** Something threw that never should: the process must end, but in order. */
  readonly onBug: (error: unknown) => void;
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
interface Common extends Surroundings {
  readonly metrics: Metrics;
  readonly health: Health;
  readonly seldom: Seldom;
}

export function createApp(config: Config, surroundings: Surroundings): App {
  const metrics = createMetrics(version);
  const health = new Health();
  const common = { ...surroundings, metrics, health, seldom: createSeldom(surroundings.clock) };
  const deadLetter = createDeadLetter(config.deadLetter, surroundings.clock);
  const { abandoned } = surroundings.signals;
  const bury = createBury({ ...common, deadLetter, version, abandoned });
  const delivery = config.destinations.map((destination) => createLane(destination, bury, common));
  const routes = config.sources.map((source) => createRoute(source, common));

  return {
    metrics,
    health,
    status: () => ({
      version,
      destinations: Object.fromEntries(
        delivery.map(({ books }) => [books.destination, books.accounts]),
      ),
    }),
    async run() {
      const outlets = outletsOf(config.destinations, delivery, surroundings);
      const reading = new Slots(config.reading.objects);
      const parts = { ...common, limits: config.limits, progress: new Progress() };
      try {
        await runPipeline({ ...parts, routes, outlets, reading }, surroundings.signals);
      } finally {
        await Promise.all(delivery.map(({ destination }) => destination.close()));
        await deadLetter?.close();
        for (const route of routes) route.close();
      }
    },
  };
}

function createDeadLetter(
  config: DeadLetterConfig | undefined,
  clock: Clock,
): DeadLetter | undefined {
  switch (config?.type) {
    case undefined:
      return undefined;
    case "file":
      return createFileDeadLetter(config);
    case "s3": {
      const { region, endpoint, pathStyle } = config;
      const credentials = credentialsFor(config.credentials, region);
      const options = present({ region, endpoint, credentials });
      const createClient = s3ClientFactory({ version, pathStyle, ...options });
      return createS3DeadLetter(config, { createClient, clock });
    }
    case "sqs": {
      const { queueUrl, endpoint } = config;
      const region = config.region ?? regionOf(queueUrl);
      const credentials = credentialsFor(config.credentials, region);
      const options = present({ region, endpoint, credentials });
      const client = createSendingClient({ version, queueUrl, ...options });
      return createSqsDeadLetter(config, { client, clock });
    }
  }
}

interface Delivery {
  readonly lane: Lane;
  readonly destination: Destination;
  readonly books: Books;
}

function createLane(config: DestinationConfig, bury: Bury, common: Common): Delivery {
  const { clock, signals } = common;
  const destination = createDestination(config, common);
  const observed = withSplitting(withObservation(destination, common));
  const slots = new Slots(config.concurrency.max);
  const paced = withPacing(observed, {
    slots,
    clock,
    onChange: (open) => common.metrics.deliveryConcurrency.set({ destination: config.name }, open),
  });
  const books = new Books(config.name, common.metrics);
  const lane = new Lane({
    ...common,
    destination: withRetry(paced, config.retry, clock),
    batcher: new Batcher(config.batch),
    maxAgeMs: config.batch.maxAgeMs,
    slots,
    required: config.required,
    claims: config.required ? bindingClaims(books) : looseClaims(books),
    bury,
    books,
    abandoned: signals.abandoned,
  });
  return { lane, destination, books };
}

function createDestination(config: DestinationConfig, common: Common): Destination {
  switch (config.type) {
    case "elasticsearch":
      return createElasticsearchDestination(config, common);
    case "file":
      return createFileDestination(config);
    case "stdout":
      return createStdoutDestination(config, process.stdout);
  }
}

/** Destinations that want the same text share it. */
function outletsOf(
  configs: readonly DestinationConfig[],
  delivery: readonly Delivery[],
  { clock, placeOf }: Surroundings,
): readonly Outlet[] {
  const outlets = new Map<string, { normalize: Outlet["normalize"]; lanes: Lane[] }>();
  for (const [at, { lane }] of delivery.entries()) {
    const config = configs[at];
    if (config === undefined) continue;
    const { format, options } = config.mapping;
    const key = JSON.stringify(config.mapping);
    const outlet = outlets.get(key) ?? {
      normalize: createNormalize(format, { ...options, clock, placeOf }),
      lanes: [],
    };
    outlet.lanes.push(lane);
    outlets.set(key, outlet);
  }
  return [...outlets.values()];
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
  const { endpoint, pathStyle } = s3;
  const createClient = s3ClientFactory({
    version,
    pathStyle,
    ...present({ region: s3.region ?? region, endpoint, credentials: bucketCredentials }),
  });
  const reader = createObjectReader({ ...common, createClient, ...present(s3) });
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

interface ClosableRoute extends Route {
  close(): void;
}
