/**
 * What is sent to `_bulk`: newline-delimited JSON, one `create` action and one document for each event. Data streams
 * take no other action, and with an id it makes every repetition harmless. Paths and queries are written as a signature
 * of AWS has them, with everything but letters, digits and -._~ encoded, so that nobody who checks one has to guess.
 */
import type { Batch, EncodedEvent } from "../../event.ts";
import { longestId } from "../../record/identity.ts";
import { gzip } from "../http/gzip.ts";
import type { Scratch } from "../http/scratch.ts";
import { writeLine } from "../ndjson.ts";
import type { ElasticsearchConfig } from "./config.ts";

/**
 * Statuses are asked for even where all is well: an answer without one item for each event proves nothing. And only
 * the item tells when a document that does not fit went to the failure store, since its status is 201 too.
 */
const answerFields = [
  "errors",
  "items.*.status",
  "items.*.error.type",
  "items.*.error.reason",
  "items.*.failure_store",
].join(",");

/** The request's target, with the path of the node's URL as prefix. */
export function bulkPath(
  node: URL,
  { dataStream, requireDataStream }: Pick<ElasticsearchConfig, "dataStream" | "requireDataStream">,
): string {
  const prefix = node.pathname.replace(/\/+$/, "");
  const query = `filter_path=${encoded(answerFields)}${requireDataStream ? "&require_data_stream=true" : ""}`;
  return `${prefix}/${encoded(dataStream)}/_bulk?${query}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

type DocumentId = ElasticsearchConfig["documentId"];

/** How many bytes `bulkBody` has at most. */
function bulkLength({ bytes, events }: Batch): number {
  return bytes + events.length * longestFrame;
}

/** Each event is copied once, into a buffer of `bulkLength` bytes or more, and no text of the whole batch is made. */
export function bulkBody(
  batch: Batch,
  documentId: DocumentId = "event",
  into: Buffer = Buffer.allocUnsafe(bulkLength(batch)),
): Buffer {
  const writeAction = documentId === "none" ? actionWithoutId : actionWithId;
  let at = 0;
  for (const event of batch.events) at = writeLine(into, writeAction(into, at, event), event);
  return into.subarray(0, at);
}

export interface Payload {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Plain NDJSON is the one content type that every version of Elasticsearch and OpenSearch takes. */
export async function bulkPayload(
  batch: Batch,
  { compression, documentId }: Pick<ElasticsearchConfig, "compression" | "documentId">,
  scratch: Scratch,
): Promise<Payload> {
  const body =
    compression === "gzip"
      ? await compressed(batch, documentId, scratch)
      : bulkBody(batch, documentId);
  return {
    body,
    headers: {
      "content-type": "application/x-ndjson",
      "content-length": String(body.length),
      accept: "application/json",
      ...(compression === "gzip" && { "content-encoding": "gzip" }),
    },
  };
}

/** The plain body is needed only until it is compressed, so its memory serves batch after batch. */
async function compressed(batch: Batch, documentId: DocumentId, scratch: Scratch): Promise<Buffer> {
  const buffer = scratch.borrow(bulkLength(batch));
  try {
    return await gzip(bulkBody(batch, documentId, buffer));
  } finally {
    scratch.giveBack(buffer);
  }
}

const [beforeId, afterId] = [Buffer.from('{"create":{"_id":"'), Buffer.from('"}}\n')];
const withoutId = Buffer.from('{"create":{}}\n');
/** An action with the longest id there is, and the line feed behind the document. */
const longestFrame = beforeId.length + longestId + afterId.length + 1;

/** The ids of records need no escapes. */
function actionWithId(target: Buffer, at: number, { record }: EncodedEvent): number {
  const idAt = at + beforeId.copy(target, at);
  const idEnd = idAt + target.write(record.id, idAt, "latin1");
  return idEnd + afterId.copy(target, idEnd);
}

function actionWithoutId(target: Buffer, at: number): number {
  return at + withoutId.copy(target, at);
}
