/**
 * A receiver on loopback that keeps templates, policies and indexes as Elasticsearch and OpenSearch do, as far as `setup`
 * can notice: it gives settings back as texts, refuses what it does not know, and refuses what it is told to.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/event.ts";
import type { ReceivedRequest } from "./aws-signature.ts";

export interface TemplateServerOptions {
  readonly version?: JsonObject;
  /** Whether it takes lifecycle policies. */
  readonly lifecycle?: boolean;
  /** What is said against a request, as a 403 of AWS; undefined lets it pass. */
  readonly complaint?: (request: ReceivedRequest) => string | undefined;
}

interface Refusal {
  readonly status: number;
  readonly body: string;
}

export class TemplateServer {
  /** Everything that was put, by path without the leading slash. */
  readonly things = new Map<string, JsonObject>();
  /** Names that exist, as `_resolve/index` tells them. */
  readonly names = new Map<string, "indices" | "aliases" | "data_streams">();
  readonly puts: string[] = [];
  readonly authorizations = new Set<string | undefined>();
  /** Decides on each request, `PUT _ilm/policy/x`. */
  refuse: (request: string) => Refusal | undefined = () => undefined;

  readonly #server: Server;
  readonly #options: TemplateServerOptions;

  private constructor(options: TemplateServerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => request.socket.destroy());
    });
  }

  /** Closed when the test is over. */
  static async start(options: TemplateServerOptions = {}): Promise<TemplateServer> {
    const server = new TemplateServer(options);
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    onTestFinished(() => server.#close());
    return server;
  }

  get url(): URL {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The server is closed");
    return new URL(`http://127.0.0.1:${address.port}`);
  }

  async #close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent((request.url ?? "/").slice(1));
    this.authorizations.add(request.headers.authorization);
    const sent = await buffer(request);
    const refusal = this.#complaint(request, sent) ?? this.refuse(`${request.method} ${path}`);
    const { status, content } =
      refusal !== undefined
        ? { status: refusal.status, content: refusal.body }
        : request.method === "PUT"
          ? this.#put(path, sent.toString())
          : this.#get(path);
    const answer = typeof content === "string" ? content : JSON.stringify(content);
    response.writeHead(status, { "content-type": "application/json" }).end(answer);
  }

  #complaint(request: IncomingMessage, body: Buffer): Refusal | undefined {
    const { method = "", url: target = "", headers } = request;
    const message = this.#options.complaint?.({ method, target, headers, body });
    return message === undefined ? undefined : { status: 403, body: JSON.stringify({ message }) };
  }

  #put(path: string, body: string): Outcome {
    const content: unknown = JSON.parse(body);
    if (!isJsonObject(content) || !this.#knows(path)) return unknownPath(path);
    this.puts.push(path);
    if (path.includes("/")) this.things.set(path, asKept(content));
    else this.#makeIndex(path, content);
    return { status: 200, content: { acknowledged: true } };
  }

  #makeIndex(name: string, { aliases }: JsonObject): void {
    this.names.set(name, "indices");
    for (const alias of Object.keys(isJsonObject(aliases) ? aliases : {}))
      this.names.set(alias, "aliases");
  }

  #get(path: string): Outcome {
    if (path === "") return { status: 200, content: { version: this.#options.version ?? {} } };
    if (!this.#knows(path)) return unknownPath(path);
    const [kind = "", ...rest] = path.split("/");
    const name = rest.at(-1) ?? "";
    if (kind === "_resolve") return this.#resolve(name);
    if (path === "_index_template") return this.#allTemplates();
    const thing = this.things.get(path);
    if (thing === undefined) return { status: 404, content: { error: "not found" } };
    return { status: 200, content: wrapped(kind, name, thing) };
  }

  #resolve(name: string): Outcome {
    const kind = this.names.get(name);
    if (kind === undefined) return { status: 404, content: { error: "not found" } };
    const none = { indices: [], aliases: [], data_streams: [] };
    return { status: 200, content: { ...none, [kind]: [{ name }] } };
  }

  #allTemplates(): Outcome {
    const templates = [...this.things]
      .filter(([path]) => path.startsWith("_index_template/"))
      .map(([path, thing]) => ({ name: path.split("/").at(-1) ?? "", index_template: thing }));
    return { status: 200, content: { index_templates: templates } };
  }

  #knows(path: string): boolean {
    if (!/^_(ilm|plugins)\//.test(path)) return true;
    const isOpenSearch = this.#options.version?.["distribution"] === "opensearch";
    return (
      this.#options.lifecycle !== false && path.startsWith(isOpenSearch ? "_plugins/" : "_ilm/")
    );
  }
}

interface Outcome {
  readonly status: number;
  readonly content: JsonValue;
}

function unknownPath(path: string): Outcome {
  return { status: 400, content: { error: `no handler found for uri [/${path}]`, status: 400 } };
}

function wrapped(kind: string, name: string, thing: JsonObject): JsonObject {
  switch (kind) {
    case "_ilm":
      return { [name]: { version: 1, ...thing } };
    case "_plugins":
      return { _id: name, _version: 1, ...thing };
    default: {
      const noun = kind.slice(1);
      return { [`${noun}s`]: [{ name, [noun]: thing }] };
    }
  }
}

function asKept(thing: JsonObject): JsonObject {
  const { template, ...others } = thing;
  if (!isJsonObject(template)) return thing;
  const { settings, ...rest } = template;
  const kept = settings === undefined ? {} : { settings: texts(settings) };
  return { ...others, template: { ...rest, ...kept }, created_date_millis: 1 };
}

function texts(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return typeof value === "string" ? value : JSON.stringify(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, texts(member)]));
}
