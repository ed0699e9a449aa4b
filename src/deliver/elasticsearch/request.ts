/**
 * What is sent to `_bulk`: newline-delimited JSON, one `create` action and one document for each event. Data streams
 * take no other action, and with an id it makes every repetition harmless.
 */
import type { Batch, EncodedEvent } from "../../event.ts";
import { gzip } from "../http/gzip.ts";
import type { Scratch } from "../http/scratch.ts";
import { lineLength, writeLine } from "../ndjson.ts";
import type { ElasticsearchAuth } from "./config.ts";

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
export function bulkPath(node: URL, dataStream: string): string {
  const prefix = node.pathname.replace(/\/+$/, "");
  return `${prefix}/${encodeURIComponent(dataStream)}/_bulk?filter_path=${answerFields}`;
}

/** Bytes of `bulkBody`. */
function bulkLength({ events }: Batch): number {
  let length = 0;
  for (const event of events) length += Buffer.byteLength(action(event)) + lineLength(event);
  return length;
}

/** Each event is copied once, into a buffer of `bulkLength` bytes or more, and no text of the whole batch is made. */
export function bulkBody(
  batch: Batch,
  into: Buffer = Buffer.allocUnsafe(bulkLength(batch)),
): Buffer {
  let at = 0;
  for (const event of batch.events) {
    at += into.write(action(event), at);
    at = writeLine(into, at, event);
  }
  return into.subarray(0, at);
}

export interface Payload {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Plain NDJSON is the one content type that every version of Elasticsearch and OpenSearch takes. */
export async function bulkPayload(
  batch: Batch,
  compression: "gzip" | "none",
  scratch: Scratch,
): Promise<Payload> {
  const body = compression === "gzip" ? await compressed(batch, scratch) : bulkBody(batch);
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
async function compressed(batch: Batch, scratch: Scratch): Promise<Buffer> {
  const buffer = scratch.borrow(bulkLength(batch));
  try {
    return await gzip(bulkBody(batch, buffer));
  } finally {
    scratch.giveBack(buffer);
  }
}

/** Revealed for each request: a key that was renewed in its file is used at once. */
export function credentials(auth: ElasticsearchAuth): Credentials {
  switch (auth.kind) {
    case "api_key": {
      const key = auth.key.reveal().trim();
      // Elasticsearch hands out `id` and `api_key`, and `encoded`, which is base64 and so has no colon.
      return scheme("ApiKey", key.includes(":") ? base64(key) : key, key);
    }
    case "bearer": {
      const token = auth.token.reveal().trim();
      return scheme("Bearer", token, token);
    }
    default: {
      const password = auth.password.reveal();
      return scheme("Basic", base64(`${auth.username}:${password}`), password);
    }
  }
}

export interface Credentials {
  readonly header: string;
  /** What no message may hold, should a server repeat it. */
  readonly secrets: readonly string[];
}

export function isSendable({ header }: Credentials): boolean {
  return /^[\x20-\x7e]+$/.test(header);
}

export const unsendable =
  "`auth` holds a character that can't be sent in a header; check the key or token.";

function scheme(name: string, parameter: string, secret: string): Credentials {
  return { header: `${name} ${parameter}`, secrets: [parameter, secret] };
}

const safeId = /^[\w.:*-]+$/;

function action({ record: { id } }: EncodedEvent): string {
  return `{"create":{"_id":${safeId.test(id) ? `"${id}"` : JSON.stringify(id)}}}\n`;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
