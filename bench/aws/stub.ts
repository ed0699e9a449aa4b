/**
 * SQS and S3 on one port of the loopback, honest enough for the AWS SDK and cheap enough not to be what is measured.
 * The notification of message n is an S3 event that names object n.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { isJsonObject, type JsonObject } from "../../src/event.ts";
import { Queue } from "./queue.ts";
import { createS3, objectKey } from "./s3.ts";
import { createSqs } from "./sqs.ts";
import { listen } from "../listen.ts";

export interface AwsStub {
  readonly url: string;
  readonly queue: Queue;
  /** Requests so far, by operation. */
  readonly calls: ReadonlyMap<string, number>;
  close(): void;
}

const visibilitySeconds = 300;

export async function startAwsStub(bodies: readonly Buffer[]): Promise<AwsStub> {
  const queue = new Queue(visibilitySeconds);
  const calls = new Map<string, number>();
  const sqs = createSqs(queue, (message) =>
    notification(message, bodies[message % bodies.length]?.length ?? 0),
  );
  const s3 = createS3(bodies);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.headers["x-amz-target"];
    const operation = typeof target === "string" ? target.replace("AmazonSQS.", "") : "GetObject";
    calls.set(operation, (calls.get(operation) ?? 0) + 1);
    if (operation === "GetObject") {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      const { status, headers, body } = s3(decodeURIComponent(pathname), request.headers);
      response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
      return;
    }
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const { status, body } = await sqs(operation, await jsonBody(request), gone.signal);
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(asError(error)));
  });
  const url = await listen(server);
  const close = () => {
    queue.close();
    server.close();
    server.closeAllConnections();
  };
  return { url, queue, calls, close };
}

async function jsonBody(request: IncomingMessage): Promise<JsonObject> {
  const body: unknown = await json(request);
  return isJsonObject(body) ? body : {};
}

function notification(message: number, size: number): string {
  return JSON.stringify({
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: "us-east-1",
        eventTime: "2026-11-22T00:05:00.000Z",
        eventName: "ObjectCreated:Put",
        userIdentity: { principalId: "AWS:AROA111122223333EXAMPLE:regionalDeliverySession" },
        requestParameters: { sourceIPAddress: "192.0.2.10" },
        responseElements: { "x-amz-request-id": "C3D13FE58DE4CEXAMPLE" },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "cloudtrail",
          bucket: { name: "trail", arn: "arn:aws:s3:::trail" },
          object: { key: encodeURIComponent(objectKey(message)).replaceAll("%2F", "/"), size },
        },
      },
    ],
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
