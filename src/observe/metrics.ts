/**
 * Every metric of a pipeline, in one place. Prometheus naming: base units, labels from closed lists only,
 * never a bucket, key, account or event id.
 */
import { createRegistry, type Makers } from "./registry.ts";

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(version: string) {
  const { registry, make } = createRegistry(version);
  return {
    registry,
    ...messageMetrics(make),
    ...claimMetrics(make),
    ...recordMetrics(make),
    ...eventMetrics(make),
    ...attemptMetrics(make),
  };
}

function messageMetrics({ counter }: Makers) {
  return {
    messagesReceived: counter(
      "messages_received_total",
      "Queue messages received, by notification shape.",
      ["source", "shape"],
    ),
    receiveErrors: counter(
      "receive_errors_total",
      "Failed calls to receive messages, by kind of error.",
      ["source", "reason"],
    ),
    messagesSettled: counter(
      "messages_settled_total",
      "Queue messages that ended in this process: deleted, released, kept or lost.",
      ["source", "outcome"],
    ),
    messagesNoise: counter(
      "messages_noise_total",
      "Queue messages that were acknowledged because there is nothing to read, by kind of noise.",
      ["source", "kind"],
    ),
    messagesNotUnderstood: counter(
      "messages_not_understood_total",
      "Queue messages that were kept because they name nothing this program can read.",
      ["source", "reason"],
    ),
  };
}

function claimMetrics({ counter, gauge }: Makers) {
  return {
    messagesInFlight: gauge(
      "messages_in_flight",
      "Queue messages claimed by this process and not yet settled.",
      ["source"],
    ),
    oldestUnsettled: gauge(
      "oldest_unsettled_seconds",
      "Age of the oldest claim that is not yet settled.",
      ["source"],
      "max",
    ),
    queueMessages: gauge(
      "queue_messages",
      "Approximate messages in the queue, by state: visible, in_flight or delayed.",
      ["source", "state"],
      "max",
    ),
    visibilityExtensions: counter(
      "visibility_extensions_total",
      "Attempts to extend the claim on a message.",
      ["source", "outcome"],
    ),
  };
}

function recordMetrics({ counter, histogram }: Makers) {
  return {
    objects: counter("objects_total", "Objects named by notifications.", [
      "source",
      "kind",
      "outcome",
    ]),
    objectBytes: counter(
      "object_bytes_total",
      "Bytes read from objects, as stored (compressed) and as read (uncompressed).",
      ["source", "stage"],
    ),
    objectDuration: histogram(
      "object_duration_seconds",
      "From the request for an object to its last record being handed on.",
      [],
      [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300],
    ),
    recordsRead: counter("records_read_total", "Records read, by CloudTrail event category.", [
      "source",
      "category",
    ]),
  };
}

function eventMetrics({ counter, gauge }: Makers) {
  return {
    recordsFiltered: counter(
      "records_filtered_total",
      "Records left out by a filter of the operator.",
      ["destination", "reason"],
    ),
    eventsDelivered: counter(
      "events_delivered_total",
      "Events the destination accepted, duplicates not counted.",
      ["destination"],
    ),
    eventsDuplicate: counter("events_duplicate_total", "Events the destination already had.", [
      "destination",
    ]),
    eventsDegraded: counter(
      "events_degraded_total",
      "Events the destination took but set aside, as in the failure store of Elasticsearch.",
      ["destination"],
    ),
    eventsUnconfirmed: gauge(
      "events_unconfirmed",
      "Events the destination has taken and not yet confirmed as stored.",
      ["destination"],
    ),
    eventsDeadLettered: counter("events_dead_lettered_total", "Events stored as dead letters.", [
      "destination",
      "reason",
    ]),
    eventsReleased: counter(
      "events_released_total",
      "Events given back to the queue undelivered.",
      ["destination", "reason"],
    ),
    eventsDropped: counter(
      "events_dropped_total",
      "Events that a destination which is not required had no room for and no dead letter kept.",
      ["destination", "reason"],
    ),
    backpressure: counter(
      "backpressure_seconds_total",
      "Time in which reading waited for the destination.",
      ["destination"],
    ),
    eventsInFlight: gauge("events_in_flight", "Events handed to a destination and not yet ended.", [
      "destination",
    ]),
  };
}

function attemptMetrics({ counter, gauge, histogram }: Makers) {
  return {
    deliveryAttempts: counter("delivery_attempts_total", "Attempts to deliver a batch.", [
      "destination",
      "outcome",
    ]),
    deliveryDuration: histogram(
      "delivery_duration_seconds",
      "Duration of one attempt to deliver a batch.",
      ["destination"],
      [0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60],
    ),
    batchEvents: histogram(
      "batch_events",
      "Events in a batch.",
      ["destination"],
      [1, 10, 50, 100, 250, 500, 1000, 2000, 5000],
    ),
    batchBytes: histogram(
      "batch_bytes",
      "Bytes of the events in a batch, uncompressed.",
      ["destination"],
      [1e3, 1e4, 1e5, 5e5, 1e6, 2.5e6, 5e6, 1e7, 2.5e7],
    ),
    deliveryConcurrency: gauge(
      "delivery_concurrency",
      "Batches that may be on their way to the destination at once.",
      ["destination"],
    ),
    destinationUp: gauge(
      "destination_up",
      "1 while the last attempt reached the destination and it took events, 0 while it does not.",
      ["destination"],
      "min",
    ),
    eventLag: histogram(
      "event_lag_seconds",
      "From a record's eventTime to its delivery, for the oldest record of each batch.",
      ["destination"],
      [10, 60, 180, 300, 420, 600, 900, 1800, 3600, 14400, 86400],
    ),
    lastDelivery: gauge(
      "last_delivery_timestamp_seconds",
      "When the destination last accepted events, in seconds since the epoch.",
      ["destination"],
      "max",
    ),
  };
}
