import type { Format } from "../../normalize/format.ts";
import type { Backoff } from "../../runtime/backoff.ts";
import type { Secret } from "../../runtime/secret.ts";
import type { TlsConfig } from "../tls.ts";

export interface SplunkHecConfig {
  readonly name: string;
  /** Collectors of one Splunk; a path before `/services/collector` is kept as a prefix. No credentials in them. */
  readonly urls: readonly URL[];
  readonly token: Secret;
  /** `event` tells Splunk of each event what it is; `raw` sends bare lines, about which one request says one thing. */
  readonly endpoint: "event" | "raw";
  /** raw, ecs and ocsf are JSON and go into the request as they are; cef and leef go as text. */
  readonly format: Format;
  readonly metadata: Metadata;
  readonly compression: "gzip" | "none";
  readonly tls: TlsConfig;
  readonly connectTimeoutMs: number;
  /** From the request being sent to its whole answer. Splunk that is merely slow has taken the events: too short a time repeats them. */
  readonly requestTimeoutMs: number;
  /** Most connections per collector, for events that are sent the first time. */
  readonly connections: number;
  /** Absent: what a collector has taken counts as delivered, though it may hold it in memory only. */
  readonly acknowledgment?: AcknowledgmentConfig;
  /** Waits before what was not confirmed is sent again. */
  readonly retry: Backoff;
}

/** Splunk's indexer acknowledgment: events count as delivered when it says that they are stored. */
export interface AcknowledgmentConfig {
  /** False: with a token that gives no acknowledgments, what is taken counts as delivered. */
  readonly required: boolean;
  /** What is not confirmed in this time is sent again. Splunk may take minutes: too short a time repeats events. */
  readonly patienceMs: number;
  /** From one question to the next; each is about all that waits. */
  readonly askEveryMs: number;
  /** Most bytes of requests, as they were sent, that are kept until they are confirmed. */
  readonly maxPendingBytes: number;
}

/** What Splunk is told about events. What is left out is for the token's own settings. */
export interface Metadata {
  readonly host?: string;
  /** By default the object that the record lay in, `s3://bucket/key`; with the `raw` endpoint there is no default. */
  readonly source?: string;
  /** By default `aws:cloudtrail` for raw, which detections look for, and one of its own for each other format. */
  readonly sourcetype?: string;
  readonly index?: string;
  /** Indexed fields of each event; the `raw` endpoint has none. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>>;
}
