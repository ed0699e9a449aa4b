/**
 * A destination in the configuration file, and what it means to the program.
 */
import { z } from "zod";
import type { ElasticsearchConfig } from "../deliver/elasticsearch/config.ts";
import type { FileConfig } from "../deliver/file/config.ts";
import type { Mapping } from "../normalize/format.ts";
import { mappingOf } from "./choices.ts";
import { auth, resolveAuth, resolveTls, tls } from "./connection.ts";
import { choice, duration, flag, integer, kind, list, section, size, url } from "./fields.ts";
import { formatFields } from "./formats.ts";
import { dataStream, name } from "./names.ts";
import { resolveRotatingFile, rotatingFile } from "./rotating-file.ts";

export type DestinationConfig = CommonDestinationConfig &
  (
    | ({ readonly type: "elasticsearch" } & ElasticsearchConfig)
    | { readonly type: "stdout" }
    | ({ readonly type: "file" } & FileConfig)
  );

interface CommonDestinationConfig {
  readonly name: string;
  readonly mapping: Mapping;
  /** False: never holds an acknowledgement back. */
  readonly required: boolean;
  readonly batch: BatchConfig;
  readonly concurrency: { readonly max: number };
  readonly retry: { readonly initialMs: number; readonly maxMs: number };
}

export interface BatchConfig {
  readonly maxEvents: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

interface Defaults {
  readonly events: number;
  readonly bytes: string;
  readonly age: string;
  readonly concurrency: number;
}

function common(defaults: Defaults) {
  return {
    ...formatFields,
    required: flag()
      .prefault(true)
      .describe(
        "Whether a message waits for this destination; false never holds an acknowledgement back.",
      ),
    batch: batch(defaults),
    concurrency: section({
      max: integer({ min: 1, max: 256 })
        .prefault(defaults.concurrency)
        .describe(
          "Most batches on their way at once; fewer while the destination is slow or strained.",
        ),
    })
      .prefault({})
      .describe("How much is delivered at once."),
    retry,
  };
}

function batch(defaults: Defaults) {
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

const destinationName = name.describe("Name in logs and metrics; unique among the destinations.");
const seconds = { min: "1s", max: "10m" };

const elasticsearch = section({
  name: destinationName,
  type: kind("elasticsearch").describe("Elasticsearch or OpenSearch, through the bulk API."),
  urls: list(url({ userBelongsIn: "auth" })).describe(
    "Nodes of one cluster; requests go round them, and a path is kept as a prefix.",
  ),
  auth: auth.optional(),
  data_stream: dataStream
    .optional()
    .describe(
      "Data stream, alias or index that documents are created in. Default: logs-aws.cloudtrail-default; with ocsf, whose events no data stream takes, the alias ocsf-cloudtrail-default.",
    ),
  compression: choice(["gzip", "none"])
    .prefault("gzip")
    .describe("How the body of a request is compressed."),
  tls,
  connect_timeout: duration(seconds)
    .prefault("10s")
    .describe("Longest wait for a connection, TLS included."),
  request_timeout: duration(seconds)
    .prefault("60s")
    .describe("Longest time from sending a request to its whole answer."),
  ...common({ events: 2000, bytes: "5MiB", age: "1s", concurrency: 4 }),
});

const stdout = section({
  name: destinationName,
  type: kind("stdout").describe("Lines of JSON on standard output."),
  ...common({ events: 500, bytes: "1MiB", age: "200ms", concurrency: 1 }),
});

const file = section({
  name: destinationName,
  type: kind("file").describe("Lines of JSON in a file."),
  ...rotatingFile,
  ...common({ events: 2000, bytes: "5MiB", age: "1s", concurrency: 1 }),
});

export const destinationSchema = z.discriminatedUnion("type", [elasticsearch, stdout, file]);

export function resolveDestination(given: z.output<typeof destinationSchema>): DestinationConfig {
  const shared = resolveCommon(given);
  if (given.type === "stdout") return { ...shared, type: given.type };
  if (given.type === "file") return { ...shared, type: given.type, ...resolveRotatingFile(given) };
  return {
    ...shared,
    type: given.type,
    urls: given.urls,
    auth: resolveAuth(given.auth),
    dataStream: dataStreamOf(given),
    compression: given.compression,
    tls: resolveTls(given.tls),
    connectTimeoutMs: given.connect_timeout,
    requestTimeoutMs: given.request_timeout,
    connections: given.concurrency.max,
  };
}

function resolveCommon(given: z.output<typeof destinationSchema>): CommonDestinationConfig {
  return {
    name: given.name,
    mapping: withDataStream(mappingOf(given), given),
    required: given.required,
    batch: {
      maxEvents: given.batch.max_events,
      maxBytes: given.batch.max_bytes,
      maxAgeMs: given.batch.max_age,
    },
    concurrency: { max: given.concurrency.max },
    retry: { initialMs: given.retry.initial, maxMs: given.retry.max },
  };
}

/** Data streams ask for `@timestamp`, which events of OCSF don't have. */
function dataStreamOf({ data_stream: chosen, format }: z.output<typeof elasticsearch>): string {
  if (chosen !== undefined) return chosen;
  return format === "ocsf" ? "ocsf-cloudtrail-default" : "logs-aws.cloudtrail-default";
}

/** ECS documents name their data stream. For an index or alias whose name has no three parts they name the usual one. */
function withDataStream(mapping: Mapping, given: z.output<typeof destinationSchema>): Mapping {
  if (mapping.format !== "ecs" || given.type !== "elasticsearch") return mapping;
  const [, type, dataset, namespace] = /^([^-]+)-([^-]+)-(.+)$/.exec(dataStreamOf(given)) ?? [];
  if (type === undefined || dataset === undefined || namespace === undefined) return mapping;
  return { ...mapping, options: { ...mapping.options, dataStream: { type, dataset, namespace } } };
}
