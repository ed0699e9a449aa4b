/**
 * What one of several workers may use. A number in the configuration is for the daemon as a whole: what bounds memory,
 * claims or the load of a destination is shared out. What bounds one thing, as a batch, a record or a wait, stays.
 */
import type { DestinationConfig } from "../config/destinations.ts";
import type { Config } from "../config/schema.ts";
import type { TransportConfig } from "../deliver/syslog/config.ts";
import { workerPath } from "./worker-path.ts";

export interface Place {
  /** From 1. */
  readonly number: number;
  readonly workers: number;
}

export function shareOf(config: Config, place: Place): Config {
  const { deadLetter } = config;
  return {
    ...config,
    sources: config.sources.map((source) => ({
      ...source,
      maxMessages: share(source.maxMessages, place),
    })),
    destinations: config.destinations.map((destination) => shareOfDestination(destination, place)),
    deadLetter:
      deadLetter?.type === "file"
        ? { ...deadLetter, path: workerPath(deadLetter.path, place.number) }
        : deadLetter,
    reading: { objects: share(config.reading.objects, place) },
  };
}

function shareOfDestination(destination: DestinationConfig, place: Place): DestinationConfig {
  const concurrency = { max: share(destination.concurrency.max, place) };
  switch (destination.type) {
    case "file":
      return { ...destination, concurrency, path: workerPath(destination.path, place.number) };
    case "splunk_hec": {
      const { acknowledgment } = destination;
      if (acknowledgment === undefined) return { ...destination, concurrency };
      const maxPendingBytes = share(acknowledgment.maxPendingBytes, place);
      return {
        ...destination,
        concurrency,
        acknowledgment: { ...acknowledgment, maxPendingBytes },
      };
    }
    case "syslog": {
      const transport = shareOfTransport(destination.transport, place);
      return { ...destination, concurrency, transport };
    }
    case "elasticsearch":
    case "stdout":
      return { ...destination, concurrency };
  }
}

function shareOfTransport(transport: TransportConfig, place: Place): TransportConfig {
  if (transport.kind === "udp")
    return { ...transport, datagramsPerSecond: share(transport.datagramsPerSecond, place) };
  if (transport.kind !== "stream" || transport.confirm.kind !== "settle") return transport;
  const { confirm } = transport;
  const maxUnsettledBytes = share(confirm.maxUnsettledBytes, place);
  return { ...transport, confirm: { ...confirm, maxUnsettledBytes } };
}

/** Together exactly the whole, but for workers that would be left with nothing: nobody works with none. */
function share(whole: number, { number, workers }: Place): number {
  const rest = whole % workers;
  return Math.max(1, Math.floor(whole / workers) + (number <= rest ? 1 : 0));
}
