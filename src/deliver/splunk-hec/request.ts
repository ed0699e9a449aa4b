/**
 * What is sent to the HTTP Event Collector: JSON objects one after another, or bare lines. The bytes of an event are
 * copied into the request, never parsed and written anew.
 */
import type { Batch } from "../../event.ts";
import { version } from "../../version.ts";
import { Bodies, type Body } from "../http/bodies.ts";
import type { SplunkHecConfig } from "./config.ts";
import { createFrame, sourcetypeOf } from "./frame.ts";

/** The request's target, with the path of the collector's URL as prefix; a URL that names an endpoint is taken for its collector. */
export function collectorPath(url: URL, config: SplunkHecConfig): string {
  const base = basePath(url);
  return config.endpoint === "raw" ? `${base}/raw?${rawMetadata(config)}` : `${base}/event`;
}

/** Where a channel's acknowledgments are asked for; it must be the same collector that has taken the events. */
export function ackPath(url: URL, channel: string): string {
  return `${basePath(url)}/ack?channel=${channel}`;
}

/** Those of a question for acknowledgments, about the channel that its target names. */
export function ackHeaders(token: string): Readonly<Record<string, string>> {
  return {
    authorization: `Splunk ${token}`,
    accept: "application/json",
    "content-type": "application/json",
    "user-agent": userAgent,
  };
}

/** The channel is a GUID; `raw` always wants one, and so does a token with indexer acknowledgment. */
export function requestHeaders(
  config: SplunkHecConfig,
  token: string,
  channel: string | undefined,
): Readonly<Record<string, string>> {
  return {
    authorization: `Splunk ${token}`,
    accept: "application/json",
    "content-type": config.endpoint === "raw" ? "text/plain; charset=utf-8" : "application/json",
    "user-agent": userAgent,
    ...(config.compression === "gzip" && { "content-encoding": "gzip" }),
    ...(channel !== undefined && { "x-splunk-request-channel": channel }),
  };
}

/** Makes the bodies of requests. */
export function createBody(config: SplunkHecConfig): (batch: Batch) => Promise<Body> {
  const frame = createFrame(config);
  const bodies = new Bodies(frame);
  return async ({ events }) =>
    config.compression === "gzip"
      ? await bodies.gzip(events.values().map(frame.prepare))
      : bodies.plain(events.map(frame.prepare));
}

/** Splunk speaks HTTP/1.0 to clients without a name, and so closes each connection. */
const userAgent = `trailferry/${version}`;

function basePath(url: URL): string {
  const prefix = url.pathname.replace(/\/services\/collector(\/.*)?$/, "").replace(/\/+$/, "");
  return `${prefix}/services/collector`;
}

function rawMetadata(config: SplunkHecConfig): string {
  const { host, source, index } = config.metadata;
  const query = new URLSearchParams({
    ...(host !== undefined && { host }),
    ...(source !== undefined && { source }),
    sourcetype: sourcetypeOf(config),
    ...(index !== undefined && { index }),
  });
  return query.toString();
}
