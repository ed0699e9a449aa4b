/**
 * What is sent to `_bulk`: newline-delimited JSON, one `create` action and one document for each event. Data streams
 * take no other action, and with an id it makes every repetition harmless. Paths and queries are written as a signature
 * of AWS has them, with everything but letters, digits and -._~ encoded, so that nobody who checks one has to guess.
 */
import type { Batch, EncodedEvent } from "../../event.ts";
import { longestId } from "../../record/identity.ts";
import type { Bodies, Body, Frame } from "../http/bodies.ts";
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

export interface Payload {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly release: Body["release"];
}

/** Plain NDJSON is the one content type that every version of Elasticsearch and OpenSearch takes. */
export async function bulkPayload(
  { events }: Batch,
  { compression }: Pick<ElasticsearchConfig, "compression">,
  bodies: Bodies,
): Promise<Payload> {
  const { bytes, release } =
    compression === "gzip" ? await bodies.gzip(events) : bodies.plain(events);
  return {
    body: bytes,
    headers: {
      "content-type": "application/x-ndjson",
      "content-length": String(bytes.length),
      accept: "application/json",
      ...(compression === "gzip" && { "content-encoding": "gzip" }),
    },
    release,
  };
}

type DocumentId = ElasticsearchConfig["documentId"];

const [beforeId, afterId] = [Buffer.from('{"create":{"_id":"'), Buffer.from('"}}\n')];
const withoutId = Buffer.from('{"create":{}}\n');
/** An action with the longest id there is, and the line feed behind the document. */
const longestFrame = beforeId.length + longestId + afterId.length + 1;

const length: Frame["length"] = ({ body }) => body.byteLength + longestFrame;

/** An action and a document for each event. */
export const bulkFrames: Readonly<Record<DocumentId, Frame>> = {
  event: {
    length,
    write: (target, at, event) => writeLine(target, writeActionWithId(target, at, event), event),
  },
  none: {
    length,
    write: (target, at, event) => writeLine(target, at + withoutId.copy(target, at), event),
  },
};

/** The ids of records need no escapes. */
function writeActionWithId(target: Buffer, at: number, { record }: EncodedEvent): number {
  const idAt = at + beforeId.copy(target, at);
  const idEnd = idAt + target.write(record.id, idAt, "latin1");
  return idEnd + afterId.copy(target, idEnd);
}
