/**
 * The delivering half of the composition root, for `run` and `replay`: each configured destination with what stands
 * around it, and the formats that lanes share.
 */
import { Batcher } from "./batch/batcher.ts";
import type { DestinationConfig } from "./config/destinations.ts";
import { bindingClaims, looseClaims } from "./deliver/claims.ts";
import { withPacing } from "./deliver/concurrency.ts";
import type { Bury } from "./deliver/dead-letter/bury.ts";
import { createDrop } from "./deliver/dead-letter/drop.ts";
import { Lane } from "./deliver/lane.ts";
import { createWatch, withObservation } from "./deliver/observe.ts";
import { withRetry } from "./deliver/retry.ts";
import { withSplitting } from "./deliver/split.ts";
import { createDestination, createText, textKey } from "./destinations.ts";
import { createEncode } from "./normalize/encode.ts";
import { createFilter } from "./normalize/filter/filter.ts";
import type { PlaceOf } from "./normalize/geo/place.ts";
import { Books } from "./observe/books.ts";
import type { Health } from "./observe/health.ts";
import type { Logger } from "./observe/logger.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { Seldom } from "./observe/seldom.ts";
import type { Outlet } from "./pack.ts";
import type { Signals } from "./pipeline.ts";
import type { Clock } from "./runtime/clock.ts";
import { Slots } from "./runtime/slots.ts";

export interface LaneParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly seldom: Seldom;
  readonly signals: Signals;
  readonly bury: Bury;
  /** For destinations that want it: what is known of an address. */
  readonly placeOf?: PlaceOf | undefined;
  /** Something threw that never should: the process must end, but in order. */
  readonly onBug: (error: unknown) => void;
}

/** A lane and what its destination wants. */
export interface Delivery {
  readonly config: DestinationConfig;
  readonly lane: Lane;
  readonly books: Books;
  prepare(): Promise<void>;
  close(): Promise<void>;
}

export function createDelivery(config: DestinationConfig, parts: LaneParts): Delivery {
  const { clock, metrics } = parts;
  const watch = createWatch(config.name, parts);
  const destination = createDestination(config, { ...parts, watch });
  const slots = new Slots(config.concurrency.max);
  const paced = withPacing(withSplitting(withObservation(destination, parts, watch)), {
    slots,
    clock,
    onChange: (open) => metrics.deliveryConcurrency.set({ destination: config.name }, open),
  });
  const books = new Books(config.name, metrics);
  const lane = new Lane({
    ...parts,
    destination: withRetry(paced, config.retry, clock),
    batcher: new Batcher(config.batch),
    maxAgeMs: config.batch.maxAgeMs,
    slots,
    required: config.required,
    bury: config.losses === "drop" ? createDrop(parts) : parts.bury,
    filter: config.filter && createFilter(config.filter),
    claims: config.required ? bindingClaims(books) : looseClaims(books),
    books,
    abandoned: parts.signals.abandoned,
  });
  return {
    config,
    lane,
    books,
    prepare: async () => destination.prepare?.(),
    close: () => destination.close(),
  };
}

/** Destinations that want the same text share it. Made when records are about to come, since a mapping's tables take memory. */
export function outletsOf(
  deliveries: readonly Delivery[],
  { clock, placeOf }: Pick<LaneParts, "clock" | "placeOf">,
): readonly Outlet[] {
  const outlets = new Map<string, { encode: Outlet["encode"]; lanes: Lane[] }>();
  for (const { config, lane } of deliveries) {
    const key = textKey(config);
    const outlet = outlets.get(key) ?? {
      encode: createEncode(createText(config, { clock, placeOf })),
      lanes: [],
    };
    outlet.lanes.push(lane);
    outlets.set(key, outlet);
  }
  return [...outlets.values()];
}
