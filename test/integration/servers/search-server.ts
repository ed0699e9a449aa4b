import { rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import type { Product } from "../../../src/deliver/elasticsearch/template.ts";
import { isJsonObject, type JsonObject } from "../../../src/event.ts";
import { makeCertificate, type Certificate } from "../../support/certificate.ts";
import { elasticsearch } from "./elasticsearch/plan.ts";
import { opensearch } from "./opensearch/plan.ts";
import { securedOpensearch } from "./opensearch/secured.ts";
import { recovered } from "./plan.ts";
import { startServer, type Server } from "./provider.ts";

export const searchServers = [
  "Elasticsearch 9",
  "Elasticsearch 8",
  "OpenSearch 3",
  "OpenSearch 3 with TLS and users",
] as const;
export type SearchServerName = (typeof searchServers)[number];

export interface SearchServer extends Server {
  readonly product: Product;
  /** Absent where everybody may do everything. */
  readonly security?: Security;
  /** Throws for any answer but a success. */
  ask(method: "GET" | "PUT" | "POST", path: string, body?: JsonObject): Promise<JsonObject>;
}

export interface Security {
  /** May do everything. */
  readonly user: { readonly username: string; readonly password: string };
  readonly certificate: Certificate;
}

/** Returns when it answers. */
export async function startSearchServer(name: SearchServerName): Promise<SearchServer> {
  switch (name) {
    case "Elasticsearch 9":
      return open("elasticsearch", await startServer(elasticsearch(9)));
    case "Elasticsearch 8":
      return open("elasticsearch", await startServer(elasticsearch(8)));
    case "OpenSearch 3":
      return open("opensearch", await startServer(opensearch));
    case "OpenSearch 3 with TLS and users":
      return secured();
  }
}

function open(product: Product, server: Server): SearchServer {
  return {
    ...server,
    product,
    ask: (method, path, body) => ask(new URL(path, server.url), { method, body }),
  };
}

async function secured(): Promise<SearchServer> {
  const directory = await mkdtemp(join(tmpdir(), "trailferry-certificate-"));
  const certificate = await makeCertificate(directory);
  if (certificate === undefined) throw new Error("The server needs a certificate, and so openssl");
  const user = { username: "admin", password: "admin" };
  const agent = new Agent({ connect: { ca: certificate.cert } });
  const asAdmin = { agent, authorization: `Basic ${btoa(`${user.username}:${user.password}`)}` };
  const isReady = (url: URL) =>
    ask(new URL(recovered, url), { method: "GET", ...asAdmin }).then(
      () => true,
      () => false,
    );
  const server = await startServer(securedOpensearch(certificate, isReady));
  return {
    ...server,
    product: "opensearch",
    security: { user, certificate },
    ask: (method, path, body) => ask(new URL(path, server.url), { method, body, ...asAdmin }),
    async stop() {
      await server.stop();
      await agent.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Question {
  readonly method: string;
  readonly body?: JsonObject | undefined;
  readonly agent?: Agent;
  readonly authorization?: string;
}

async function ask(url: URL, question: Question): Promise<JsonObject> {
  const { method, body, agent, authorization } = question;
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(agent !== undefined && { dispatcher: agent }),
  });
  const text = await answer.text();
  const content = parse(text);
  if (!answer.ok || !isJsonObject(content))
    throw new Error(`${method} ${url.pathname} got ${answer.status}: ${text.slice(0, 1000)}`);
  return content;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
