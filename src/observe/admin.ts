/**
 * The admin server. It answers while everything else is stuck, and closes last.
 * `/metrics` Prometheus text · `/livez` 200 while the event loop and every poll loop make progress ·
 * `/readyz` 200 when nothing is wrong, else 503 with the reasons as JSON · `/status` the books as JSON.
 */
import type { Server, ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";

/** What is shown; of a daemon with workers it has to be asked for. */
export interface AdminView {
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  /** What is stuck, by component; empty while all loops make progress. */
  readonly stuck: () => Reasons | Promise<Reasons>;
  /** What keeps the daemon from its work, by component. */
  readonly problems: () => Reasons | Promise<Reasons>;
  /** As JSON. */
  readonly status: () => object | Promise<object>;
}

export interface AdminOptions extends AdminView {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export type Reasons = Readonly<Record<string, string>>;

export interface AdminServer {
  readonly port: number;
  close(): Promise<void>;
}

/** An import would touch every export of the module, WebSocket too, for which Node loads a client of its own: 9 MB. */
const { createServer } = process.getBuiltinModule("node:http");

/** Rejects when the address can't be listened on. */
export async function startAdminServer(options: AdminOptions): Promise<AdminServer> {
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5000 },
    (request, response) => {
      const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
      if (request.method !== "GET" && request.method !== "HEAD") {
        answer(response, 405, { error: "Only GET and HEAD are answered" });
        return;
      }
      route(options, path, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    },
  );
  server.listen(options.port, options.host);
  await once(server, "listening");
  return { port: portOf(server), close: () => close(server) };
}

async function route(options: AdminOptions, path: string, response: ServerResponse): Promise<void> {
  switch (path) {
    case "/metrics": {
      const text = await options.metrics();
      response.writeHead(200, { "content-type": Registry.PROMETHEUS_CONTENT_TYPE }).end(text);
      return;
    }
    case "/livez":
      return verdict(response, "alive", await options.stuck());
    case "/readyz":
      return verdict(response, "ready", await options.problems());
    case "/status":
    case "/":
      return answer(response, 200, await options.status());
    default:
      return answer(response, 404, {
        error: "Not found",
        paths: ["/metrics", "/livez", "/readyz", "/status"],
      });
  }
}

function verdict(response: ServerResponse, claim: string, reasons: Reasons): void {
  const holds = Object.keys(reasons).length === 0;
  answer(response, holds ? 200 : 503, { [claim]: holds, reasons });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
    })
    .end(`${JSON.stringify(body, null, 2)}\n`);
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}
