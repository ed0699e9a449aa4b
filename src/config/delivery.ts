/**
 * How events are put into batches and delivered: the keys that every destination has.
 */
import { z } from "zod";
import type { FilterConfig } from "../normalize/filter/filter.ts";
import type { Mapping } from "../normalize/format.ts";
import { mappingOf } from "./choices.ts";
import { choice, duration, flag, integer, section, size } from "./fields.ts";
import { filter, resolveFilter } from "./filter.ts";
import { formatFields } from "./formats.ts";
import { name } from "./names.ts";

export interface DeliveryConfig {
  readonly name: string;
  readonly mapping: Mapping;
  /** False: never holds an acknowledgement back. */
  readonly required: boolean;
  /** Undefined: it gets every record. */
  readonly filter: FilterConfig | undefined;
  /** What becomes of that which a destination that is not required has no room for, or refuses. */
  readonly losses: "dead_letter" | "drop";
  readonly batch: BatchConfig;
  readonly concurrency: { readonly max: number };
  readonly retry: { readonly initialMs: number; readonly maxMs: number };
}

export interface BatchConfig {
  readonly maxEvents: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

export interface DeliveryDefaults {
  readonly events: number;
  readonly bytes: string;
  readonly age: string;
  readonly concurrency: number;
}

/** Of every type of destination; what suits one type does not suit another. */
export function delivery(defaults: DeliveryDefaults) {
  return {
    name: name.describe("Name in logs and metrics; unique among the destinations."),
    ...formatFields,
    required: flag()
      .prefault(true)
      .describe(
        "Whether a message waits for this destination; false never holds an acknowledgement back.",
      ),
    filter,
    losses: choice(["dead_letter", "drop"])
      .optional()
      .describe(
        "With required: false: whether what there is no room for, or what is refused, goes to the dead letter (the default, where there is one) or is dropped. Both are counted.",
      ),
    batch: batch(defaults),
    concurrency: section({
      max: integer({ min: 1, max: 256 })
        .prefault(defaults.concurrency)
        .describe(
          "Most batches on their way at once, over all workers; fewer while the destination is slow or strained.",
        ),
    })
      .prefault({})
      .describe("How much is delivered at once."),
    retry,
  };
}

function batch(defaults: DeliveryDefaults) {
  return section({
    max_events: integer({ min: 1, max: 100_000 })
      .prefault(defaults.events)
      .describe("Events that fill a batch."),
    max_bytes: size({ min: "1KiB", max: "100MiB" })
      .prefault(defaults.bytes)
      .describe("Encoded bytes, before compression, that fill a batch."),
    max_age: duration({ min: "1ms", max: "1h" })
      .prefault(defaults.age)
      .describe("How long the first event of a batch waits for others."),
  })
    .prefault({})
    .describe("When a batch is sent: as soon as one of these is reached.");
}

const retry = section({
  initial: duration({ min: "1ms", max: "1h" })
    .prefault("500ms")
    .describe("Longest wait before the second attempt; doubled for each further one."),
  max: duration({ min: "1ms", max: "1h" })
    .prefault("30s")
    .describe(
      "Longest wait before any attempt. Attempts never end; a message that waits stays claimed.",
    ),
})
  .check(({ value, issues }) => {
    if (value.initial <= value.max) return;
    const message = "is longer than retry.max";
    issues.push({ code: "custom", message, path: ["initial"], input: undefined });
  })
  .prefault({})
  .describe("Waits between attempts, random between nothing and the longest.");

export function resolveDelivery(
  given: z.output<z.ZodObject<ReturnType<typeof delivery>>>,
): DeliveryConfig {
  return {
    name: given.name,
    mapping: mappingOf(given),
    required: given.required,
    filter: resolveFilter(given.filter),
    losses: given.losses ?? "dead_letter",
    batch: {
      maxEvents: given.batch.max_events,
      maxBytes: given.batch.max_bytes,
      maxAgeMs: given.batch.max_age,
    },
    concurrency: { max: given.concurrency.max },
    retry: { initialMs: given.retry.initial, maxMs: given.retry.max },
  };
}
