import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** One way to answer; the object is what is stored under the asked path, if anything is. */
export type S3Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  stored: Buffer | undefined,
) => void;

export interface SeenRequest {
  readonly path: string;
  /** From the signature: the region the client believes it talks to. */
  readonly region: string | undefined;
  readonly headers: IncomingMessage["headers"];
}

export const etag = '"0123456789abcdef-EXAMPLE"';

/** Speaks as much of S3's REST as reading objects needs (path style), and answers as a test says before it serves. */
export class S3Stub implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #objects = new Map<string, Buffer>();
  readonly #script: S3Answer[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#answer(request, response);
    });
  }

  static async start(): Promise<S3Stub> {
    const server = createServer();
    const stub = new S3Stub(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return stub;
  }

  get endpoint(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("Not listening");
    return `http://127.0.0.1:${address.port}`;
  }

  put(path: string, content: Buffer): void {
    this.#objects.set(path, content);
  }

  /** The next requests are answered like this, one each; later ones are served. */
  next(...answers: readonly S3Answer[]): void {
    this.#script.push(...answers);
  }

  /** Connections that are open at this moment. */
  async connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "";
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(
      request.headers.authorization ?? "",
    )?.[1];
    this.requests.push({ path, region, headers: request.headers });
    const answer = this.#script.shift() ?? serve;
    answer(request, response, this.#objects.get(new URL(path, this.endpoint).pathname));
  }
}

export const serve: S3Answer = (request, response, stored) => {
  if (stored === undefined) return refuse(404, "NoSuchKey")(request, response, stored);
  const from = rangeStart(request);
  response.writeHead(from === undefined ? 200 : 206, headersFor(stored, from));
  response.end(stored.subarray(from ?? 0));
};

/** An error as S3 writes it. */
export function refuse(
  status: number,
  code: string,
  more: {
    readonly message?: string;
    readonly xml?: string;
    readonly headers?: Record<string, string>;
  } = {},
): S3Answer {
  const { message = "Refused", xml = "", headers = {} } = more;
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/xml", ...headers });
    response.end(
      `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${xml}</Error>`,
    );
  };
}

/** Sends this many bytes of what it promised, then cuts the connection. */
export function cutAfter(bytes: number): S3Answer {
  return (request, response, stored = Buffer.alloc(0)) => {
    sendSome(request, response, { stored, bytes }, () => response.destroy());
  };
}

/** Sends this many bytes of what it promised, then nothing. */
export function stallAfter(bytes: number): S3Answer {
  return (request, response, stored = Buffer.alloc(0)) => {
    sendSome(request, response, { stored, bytes }, () => {});
  };
}

/** Sends the first bytes and ends in good order, as a proxy may. */
export function endAfter(bytes: number): S3Answer {
  return (_request, response, stored = Buffer.alloc(0)) => {
    response.writeHead(200, { etag, "transfer-encoding": "chunked", "x-size": stored.length });
    response.end(stored.subarray(0, bytes));
  };
}

/** Resets the connection instead of an answer. */
export const reset: S3Answer = (request) => {
  request.socket.resetAndDestroy();
};

function sendSome(
  request: IncomingMessage,
  response: ServerResponse,
  { stored, bytes }: { readonly stored: Buffer; readonly bytes: number },
  then: () => void,
): void {
  const from = rangeStart(request);
  response.writeHead(from === undefined ? 200 : 206, headersFor(stored, from));
  response.flushHeaders();
  const start = from ?? 0;
  // The cut comes later than the bytes, which a reset would otherwise overtake.
  response.write(stored.subarray(start, start + bytes), () => setTimeout(then, 5));
}

function headersFor(stored: Buffer, from: number | undefined): Record<string, string | number> {
  const length = stored.length - (from ?? 0);
  return {
    etag,
    "content-length": length,
    ...(from !== undefined && {
      "content-range": `bytes ${from}-${stored.length - 1}/${stored.length}`,
    }),
  };
}

function rangeStart(request: IncomingMessage): number | undefined {
  const start = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  return start === undefined ? undefined : Number(start);
}
