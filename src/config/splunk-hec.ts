/**
 * Splunk's HTTP Event Collector in the configuration file: where it is, what it is told about events, and what proves a
 * delivery to it.
 */
import { z } from "zod";
import type {
  AcknowledgmentConfig,
  Metadata,
  SplunkHecConfig,
} from "../deliver/splunk-hec/config.ts";
import { resolveTls, tls } from "./connection.ts";
import { choice, duration, list, scalar, secret, section, size, text, url } from "./fields.ts";
import { present } from "./present.ts";

/** All but what destinations have in common: name, format, waits, and the number of connections. */
export type SplunkHecSettings = Omit<SplunkHecConfig, "name" | "format" | "retry" | "connections">;

const collector = url({ userBelongsIn: "token" });

const metadatum = text({
  pattern: "^[^\\p{Cc}]{1,1024}$",
  problem: "is empty, longer than 1024 characters or holds a control character",
});

type Acknowledge = boolean | "if_enabled";

const acknowledge = scalar<Acknowledge>(
  { enum: [true, false, "if_enabled"] },
  (value) => {
    const found = ([true, false, "if_enabled"] as const).find(
      (known) => value === known || value === String(known),
    );
    return found === undefined
      ? { problem: "is not one of true, false, if_enabled" }
      : { value: found };
  },
  (value) => value,
);

type Texts = string | readonly string[];

/** What an indexed field may hold; anything else makes Splunk refuse the event (code 15). */
const texts = z.codec(
  z.custom<Texts>().meta({
    anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, minItems: 1 }],
  }),
  z.custom<Texts>(),
  {
    decode(value, { issues }) {
      const all: readonly unknown[] = [value].flat();
      if (all.length > 0 && all.every((one) => typeof one === "string" && one !== "")) return value;
      const message = "is not text, or a list of texts; write numbers and flags in quotes";
      issues.push({ code: "custom", message, input: undefined });
      return z.NEVER;
    },
    encode: (value) => value,
  },
);

const acknowledgment = section({
  patience: duration({ min: "10s", max: "1h" })
    .prefault("5m")
    .describe(
      "What Splunk has not confirmed by then is sent again. It may take minutes over the last events: less than the default repeats them.",
    ),
  ask_every: duration({ min: "100ms", max: "1m" })
    .prefault("1s")
    .describe("From one question to the next; each is about all requests that wait."),
  max_pending_size: size({ min: "1MiB", max: "4GiB" })
    .prefault("128MiB")
    .describe(
      "Most memory for requests, compressed as they were sent, that wait to be confirmed; when it is full, nothing more is sent. 128MiB hold about 600,000 records of usual size.",
    ),
})
  .prefault({})
  .describe("How long, and for how much, confirmations are waited for.");

export const splunkHecFields = {
  url: collector
    .optional()
    .describe(
      "HTTP Event Collector, with scheme and port, such as https://splunk.example:8088; a path is kept as a prefix.",
    ),
  urls: list(collector)
    .optional()
    .describe("Instead of url: several collectors of one Splunk; requests go round them."),
  token: secret().describe("Token of the HTTP Event Collector. Give it a list of allowed indexes."),
  acknowledge: acknowledge
    .prefault(true)
    .describe(
      "Whether events count as delivered only when Splunk confirms that they are stored, for which the token must have indexer acknowledgment (useACK). false: as soon as a collector has them in memory; what a crash takes then is lost. if_enabled: as the token says, with a warning where it has none. Splunk Cloud offers it to Amazon Data Firehose only: write false there.",
    ),
  acknowledgment,
  endpoint: choice(["event", "raw"])
    .prefault("event")
    .describe(
      "event: each event comes with its time, source and the like. raw: bare lines, of which Splunk finds that out by itself.",
    ),
  host: metadatum.prefault("cloudtrail").describe("Host of every event."),
  source: metadatum
    .optional()
    .describe(
      "Source of every event. Default: the object that the record lay in, s3://bucket/key; with endpoint: raw, what the token says.",
    ),
  sourcetype: metadatum
    .optional()
    .describe(
      "Source type of every event. Default: with raw aws:cloudtrail, which the Splunk Add-on for AWS and Splunk's detections look for; else aws:cloudtrail: and the format.",
    ),
  index: metadatum.optional().describe("Index of every event. Default: what the token says."),
  fields: z
    .record(z.string(), texts, { error: () => "names of your choice" })
    .optional()
    .describe(
      "With endpoint: event: indexed fields that every event gets, a text or several each.",
    ),
  compression: choice(["gzip", "none"])
    .prefault("gzip")
    .describe("How the body of a request is compressed."),
  tls,
  connect_timeout: duration({ min: "1s", max: "10m" })
    .prefault("10s")
    .describe("Longest wait for a connection, TLS included."),
  request_timeout: duration({ min: "30s", max: "10m" })
    .prefault("60s")
    .describe(
      "Longest time from sending a request to its whole answer. A Splunk that is merely slow has taken the events: less would repeat them.",
    ),
};

const splunkHecSection = section(splunkHecFields);

export type GivenSplunkHec = z.output<typeof splunkHecSection>;

export function resolveSplunkHec(given: GivenSplunkHec): SplunkHecSettings {
  return {
    urls: given.urls ?? (given.url === undefined ? [] : [given.url]),
    token: given.token,
    endpoint: given.endpoint,
    metadata: metadataOf(given),
    compression: given.compression,
    tls: resolveTls(given.tls),
    connectTimeoutMs: given.connect_timeout,
    requestTimeoutMs: given.request_timeout,
    ...(given.acknowledge !== false && {
      acknowledgment: acknowledgmentOf(given, given.acknowledge === true),
    }),
  };
}

/** What contradicts itself. For `check` of the section that holds the fields. */
export function refuseHecContradictions({
  value,
  issues,
}: z.core.ParsePayload<GivenSplunkHec>): void {
  if (issues.length > 0) return;
  const { url: one, urls: several, fields, endpoint } = value;
  const refuse = (key: string, message: string) =>
    issues.push({ code: "custom", message, path: [key], input: undefined });
  if (one === undefined && several === undefined) refuse("url", "is missing; give url, or urls");
  if (one !== undefined && several !== undefined)
    refuse("urls", "stands beside url; keep one of them");
  if (fields !== undefined && endpoint === "raw")
    refuse("fields", "is for endpoint: event; bare lines have no fields");
}

function metadataOf({ host, source, sourcetype, index, fields }: GivenSplunkHec): Metadata {
  return { host, ...present({ source, sourcetype, index, fields }) };
}

function acknowledgmentOf(
  { acknowledgment: given }: GivenSplunkHec,
  required: boolean,
): AcknowledgmentConfig {
  return {
    required,
    patienceMs: given.patience,
    askEveryMs: given.ask_every,
    maxPendingBytes: given.max_pending_size,
  };
}
