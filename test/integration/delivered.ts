import type { ElasticsearchConfig } from "../../src/deliver/elasticsearch/config.ts";
import { createElasticsearchDestination } from "../../src/deliver/elasticsearch/destination.ts";
import type { DeliveryReport } from "../../src/deliver/destination.ts";
import {
  batchOf,
  isJsonObject,
  type EncodedEvent,
  type JsonObject,
  type Normalize,
} from "../../src/event.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { encoded } from "../support/encoded.ts";
import { anObject } from "../support/events.ts";
import { trailRecord } from "../support/trail-record.ts";
import type { Corpus } from "./corpora.ts";

/** What became of a corpus. */
export interface Delivered {
  readonly corpus: Corpus;
  readonly stream: string;
  /** By id, as they were sent; of records with the same id, the first. */
  readonly documents: ReadonlyMap<string, JsonObject>;
  readonly reports: readonly DeliveryReport[];
}

/** Sends the documents of all records, as the daemon would. */
export async function deliver(
  corpus: Corpus,
  normalize: Normalize,
  config: ElasticsearchConfig,
): Promise<Delivered> {
  const records = corpus.records.map((record) => trailRecord(record, anObject));
  const events = encoded(records, normalize);
  const destination = createElasticsearchDestination(config, {
    clock: systemClock,
    log: silentLogger,
  });
  const reports: DeliveryReport[] = [];
  try {
    for (let at = 0; at < events.length; at += batchSize) {
      const batch = batchOf(events.slice(at, at + batchSize));
      reports.push(await destination.deliver(batch, new AbortController().signal));
    }
  } finally {
    await destination.close?.();
  }
  return { corpus, stream: config.dataStream, documents: byId(events), reports };
}

const batchSize = 1000;

function byId(events: readonly EncodedEvent[]): ReadonlyMap<string, JsonObject> {
  const documents = new Map<string, JsonObject>();
  for (const { record, body } of events) {
    const document: unknown = JSON.parse(String(body));
    if (isJsonObject(document) && !documents.has(record.id)) documents.set(record.id, document);
  }
  return documents;
}
