/** `GetObject` and `HeadObject` as S3 answers them, for a fixed set of objects. */
import { createHash } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";

export interface S3Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

type ByteRange = { readonly first: number; readonly last: number };

const lastModified = "Sun, 22 Nov 2026 00:05:00 GMT";
const prefix = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/22/";

/** Keys never end, bodies repeat: the key of message n names body n modulo their number. */
export function objectKey(number: number): string {
  return `${prefix}111122223333_CloudTrail_us-east-1_20261122T0005Z_${number}EXAMPLE.json.gz`;
}

export function createS3(bodies: readonly Buffer[]) {
  const objects = bodies.map((body) => ({
    body,
    etag: `"${createHash("md5").update(body).digest("hex")}"`,
  }));

  return (path: string, headers: IncomingMessage["headers"]): S3Answer => {
    const number = numberOf(path);
    const object = number === undefined ? undefined : objects[number % objects.length];
    if (object === undefined) return refusal(404, "NoSuchKey");
    if ((headers["if-match"] ?? object.etag) !== object.etag)
      return refusal(412, "PreconditionFailed");
    return content(object.body, object.etag, headers.range);
  };
}

function content(body: Buffer, etag: string, range: string | undefined): S3Answer {
  const wanted = range === undefined ? undefined : parseRange(range, body.length);
  if (range !== undefined && wanted === undefined) return refusal(416, "InvalidRange");
  const part = wanted === undefined ? body : body.subarray(wanted.first, wanted.last + 1);
  return {
    status: wanted === undefined ? 200 : 206,
    headers: {
      etag,
      "last-modified": lastModified,
      "accept-ranges": "bytes",
      "content-type": "application/json",
      "content-encoding": "gzip",
      "content-length": part.length,
      ...(wanted && { "content-range": `bytes ${wanted.first}-${wanted.last}/${body.length}` }),
    },
    body: part,
  };
}

function parseRange(range: string, size: number): ByteRange | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first <= last ? { first, last } : undefined;
}

function numberOf(path: string): number | undefined {
  const [, number] = /_(\d+)EXAMPLE\.json\.gz$/.exec(path) ?? [];
  return number === undefined ? undefined : Number(number);
}

function refusal(status: number, code: string): S3Answer {
  const body = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  );
  const headers = { "content-type": "application/xml", "content-length": body.length };
  return { status, headers, body };
}
