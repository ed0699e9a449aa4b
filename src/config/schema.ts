/**
 * The configuration: what an operator may write, and what it means to the program.
 */
import { z } from "zod";
import { logLevels, type LogLevel } from "../observe/logger.ts";
import { deadLetterSchema, resolveDeadLetter, type DeadLetterConfig } from "./dead-letter.ts";
import { destinationSchema, resolveDestination, type DestinationConfig } from "./destinations.ts";
import { choice, duration, integer, list, scalar, section, size } from "./fields.ts";
import { alsoWhenBroken, needRequired, refuseRepeatedNames } from "./members.ts";
import { filePath } from "./names.ts";
import { present } from "./present.ts";
import { resolveSource, sourceSchema, type SqsSourceConfig } from "./sources.ts";

/** Everything that can be set, checked and complete: defaults filled in, units in the names. */
export interface Config {
  readonly sources: readonly SqsSourceConfig[];
  readonly destinations: readonly DestinationConfig[];
  /** Undefined: a record that a destination rejects gives its message back to the queue. */
  readonly deadLetter: DeadLetterConfig | undefined;
  /** Databases of addresses, for ECS and OCSF. */
  readonly geoip: GeoipConfig;
  /** Undefined: no admin server. */
  readonly admin: Address | undefined;
  readonly log: { readonly level: LogLevel };
  /** Processes with a whole pipeline each; `auto`: one for each core. */
  readonly workers: number | "auto";
  readonly shutdown: { readonly graceMs: number };
  readonly limits: LimitsConfig;
  /** Objects read at once. */
  readonly reading: { readonly objects: number };
}

/** Paths of MaxMind DB files; they are read again when they change. */
export interface GeoipConfig {
  readonly city?: string;
  readonly asn?: string;
}

/** An object or record beyond these is not read; its message is kept for the queue's redrive policy. */
export interface LimitsConfig {
  readonly compressedBytes: number;
  readonly uncompressedBytes: number;
  readonly recordBytes: number;
  readonly nesting: number;
}

export interface Address {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/** As the operator writes it, and with its scalars read: snake_case keys, milliseconds and bytes. */
export type ConfigFile = z.output<typeof configSchema>;

const listen = scalar<Address | "off">(
  {
    type: "string",
    pattern: "^(off|.+:\\d{1,5})$",
    examples: ["127.0.0.1:9464", "0.0.0.0:9464", "[::]:9464", "off"],
  },
  (value) => {
    if (value === "off" || value === false) return { value: "off" };
    const text = typeof value === "string" ? value : "";
    const [, host, port] = /^(\[[\da-fA-F:.]+\]|[\w.-]+):(\d{1,5})$/.exec(text) ?? [];
    if (host === undefined || Number(port) > 65_535)
      return {
        problem: "is not an address to listen on; write host:port, as 127.0.0.1:9464, or off",
      };
    return { value: { host: host.replace(/^\[|\]$/g, ""), port: Number(port) } };
  },
  (value) => {
    if (value === "off") return value;
    return value.host.includes(":")
      ? `[${value.host}]:${value.port}`
      : `${value.host}:${value.port}`;
  },
);

const mostWorkers = 64;

const workers = scalar<number | "auto">(
  { anyOf: [{ type: "integer", minimum: 1, maximum: mostWorkers }, { const: "auto" }] },
  (value) => {
    if (value === "auto") return { value };
    const count = typeof value === "string" && /^\d{1,2}$/.test(value) ? Number(value) : value;
    if (typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= mostWorkers)
      return { value: count };
    return { problem: `is not a number of processes; write one from 1 to ${mostWorkers}, or auto` };
  },
  (value) => value,
);

const limits = section({
  compressed_size: size({ min: "1MiB", max: "1024GiB" })
    .prefault("1GiB")
    .describe("Most bytes of an object as it is stored."),
  uncompressed_size: size({ min: "1MiB", max: "1024GiB" })
    .prefault("16GiB")
    .describe("Most bytes of an object as it is read."),
  record_size: size({ min: "256KiB", max: "256MiB" })
    .prefault("16MiB")
    .describe("Most bytes of one record; each object that is read may hold this much memory."),
  nesting: integer({ min: 16, max: 1000 })
    .prefault(100)
    .describe("Deepest nesting of maps and lists in a record."),
});

export const configSchema = section({
  sources: list(sourceSchema)
    .superRefine(refuseRepeatedNames, alsoWhenBroken)
    .describe("The queues that announce objects."),
  destinations: list(destinationSchema)
    .superRefine(refuseRepeatedNames, alsoWhenBroken)
    .superRefine(needRequired, alsoWhenBroken)
    .describe("Where events go; each gets every record."),
  dead_letter: deadLetterSchema
    .optional()
    .describe(
      "Where records go that a destination will never take. Without it, such a record gives its message back to the queue.",
    ),
  geoip: section({
    city_file: filePath
      .optional()
      .describe("Database of places, such as GeoLite2-City.mmdb: fills in source.geo."),
    asn_file: filePath
      .optional()
      .describe("Database of networks, such as GeoLite2-ASN.mmdb: fills in source.as."),
  })
    .prefault({})
    .describe(
      "MaxMind DB files that tell where addresses are, for ecs and ocsf; read again when they change.",
    ),
  admin: section({
    listen: listen
      .prefault("127.0.0.1:9464")
      .describe("Address for /metrics, /livez, /readyz and /status; off for none."),
  })
    .prefault({})
    .describe("The admin server."),
  log: section({
    level: choice(logLevels).prefault("info").describe("Least serious line that is logged."),
  })
    .prefault({})
    .describe("The log, as lines of JSON on standard error."),
  workers: workers
    .prefault(1)
    .describe(
      "Processes that share the work, each with a whole pipeline; auto: one for each core that may be used. They share max_messages, reading.objects, concurrency.max, max_pending_size, max_unsettled_size and datagrams_per_second.",
    ),
  shutdown: section({
    grace: duration({ min: "0s", max: "1h" })
      .prefault("25s")
      .describe(
        "Time for deliveries to finish after SIGTERM; the rest is given back to the queue.",
      ),
  })
    .prefault({})
    .describe("How the process ends."),
  limits: limits
    .prefault({})
    .describe("What is beyond these is not read, and its message is kept for the redrive policy."),
  reading: section({
    objects: integer({ min: 1, max: 256 })
      .prefault(8)
      .describe("Objects that are read at once, over all sources and workers."),
  })
    .prefault({})
    .describe("How much is read at once."),
}).describe("Configuration of trailferry.");

export function resolveConfig(file: ConfigFile): Config {
  const { listen: address } = file.admin;
  return {
    sources: file.sources.map(resolveSource),
    destinations: file.destinations.map(resolveDestination),
    deadLetter: file.dead_letter && resolveDeadLetter(file.dead_letter),
    geoip: present({ city: file.geoip.city_file, asn: file.geoip.asn_file }),
    admin: address === "off" ? undefined : address,
    log: file.log,
    workers: file.workers,
    shutdown: { graceMs: file.shutdown.grace },
    limits: {
      compressedBytes: file.limits.compressed_size,
      uncompressedBytes: file.limits.uncompressed_size,
      recordBytes: file.limits.record_size,
      nesting: file.limits.nesting,
    },
    reading: file.reading,
  };
}
