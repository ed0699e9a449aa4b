import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

export interface BulkItem {
  /** Made up where the action has none. */
  readonly id: string;
  readonly source: string;
}

/** The documents of a `_bulk` body, or what Elasticsearch would say against it. */
export type BulkBody =
  | { readonly kind: "items"; readonly bytes: number; readonly items: readonly BulkItem[] }
  | { readonly kind: "malformed"; readonly reason: string };

const inflate = promisify(gunzip);

/** Reads the body to its end. */
export async function readSent(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Strict about everything that Elasticsearch is strict about. */
export async function readBulk(headers: IncomingHttpHeaders, sent: Buffer): Promise<BulkBody> {
  if (headers["content-length"] !== String(sent.length))
    return { kind: "malformed", reason: "no Content-Length" };
  if (headers["content-type"] !== "application/x-ndjson")
    return { kind: "malformed", reason: "Content-Type is not application/x-ndjson" };
  return parse(headers["content-encoding"] === "gzip" ? await inflate(sent) : sent);
}

function parse(body: Buffer): BulkBody {
  const lines = body.toString("utf8").split("\n");
  if (lines.pop() !== "") return { kind: "malformed", reason: "must be terminated by a newline" };
  if (lines.length % 2 !== 0) return { kind: "malformed", reason: "an action without a document" };
  const items: BulkItem[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const id = idOf(lines[at]);
    if (id === undefined) return { kind: "malformed", reason: "Malformed action/metadata line" };
    items.push({ id, source: lines[at + 1] ?? "" });
  }
  return { kind: "items", bytes: body.length, items };
}

function idOf(action: string | undefined): string | undefined {
  try {
    const { _id: id = randomUUID() } = JSON.parse(action ?? "").create;
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
}
