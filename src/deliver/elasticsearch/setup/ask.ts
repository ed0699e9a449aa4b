import { isJsonObject, type JsonObject } from "../../../event.ts";
import type { Clock } from "../../../runtime/clock.ts";
import type { Deadline } from "../../../runtime/deadline.ts";
import type { Answer } from "../../http/answer.ts";
import { Node, type NodeRequest } from "../../http/node.ts";
import { Nodes } from "../../http/nodes.ts";
import { masked } from "../../http/secrets.ts";
import { serverWords } from "../../server-words.ts";
import { createAuthorizer, type Authorizer } from "../authorize.ts";
import type { ElasticsearchConfig } from "../config.ts";

/** The server can't be asked, or does not do what it is asked. The message says what to mend. */
export class SetupFailure extends Error {
  override readonly name = "SetupFailure";
}

export interface Reply {
  readonly status: number;
  /** Empty where the answer is no JSON object. */
  readonly body: JsonObject;
  /** For messages: the answer in the server's words, without secrets. */
  readonly words: string;
}

/** Throws a `SetupFailure` where no answer comes. */
export type Ask = (method: "GET" | "PUT", path: string, body?: JsonObject) => Promise<Reply>;

/** Calls back with a way to ask the cluster, any of its nodes, and closes the connections afterwards. */
export async function withAsk<T>(
  config: ElasticsearchConfig,
  parts: { readonly clock: Clock; readonly signal: AbortSignal },
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const nodes = new Nodes(
    config.urls.map((url) => new Node(url, config)),
    parts.clock,
  );
  const authorizer = createAuthorizer(config.auth, parts.clock);
  const deadline = { ...parts, ms: config.requestTimeoutMs };
  try {
    return await work(async (method, path, body) => {
      const request = { method, path, ...payload(body) };
      const { answer, secrets } = await askAny({ nodes, authorizer }, request, deadline);
      const { status, text } = answer;
      return { status, body: parse(text), words: serverWords(masked(text, secrets)) };
    });
  } finally {
    await Promise.all(nodes.all.map((node) => node.close()));
  }
}

interface Cluster {
  readonly nodes: Nodes<Node>;
  readonly authorizer: Authorizer;
}

/** Whatever is asked here may be asked twice. */
async function askAny(
  { nodes, authorizer }: Cluster,
  request: NodeRequest,
  deadline: Deadline,
): Promise<{ readonly answer: Answer; readonly secrets: readonly string[] }> {
  for (let left = nodes.all.length; ; left -= 1) {
    const node = nodes.next();
    const path = `${node.url.pathname.replace(/\/+$/, "")}/${request.path}`;
    const authorized = await authorizer.authorize({ ...request, path }, node.url, deadline);
    if (authorized.kind === "failed") throw new SetupFailure(authorized.trouble.message);
    const exchange = await node.send(authorized.request, deadline);
    if (exchange.kind === "answered")
      return { answer: exchange.answer, secrets: authorized.secrets };
    nodes.failed(node);
    const { kind, message } = exchange.trouble;
    if (left === 1 || kind === "aborted") throw new SetupFailure(message);
  }
}

function payload(body: JsonObject | undefined): Pick<NodeRequest, "headers" | "body"> {
  const headers = { accept: "application/json" };
  if (body === undefined) return { headers };
  return {
    headers: { ...headers, "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function parse(text: string): JsonObject {
  try {
    const answer: unknown = JSON.parse(text);
    return isJsonObject(answer) ? answer : {};
  } catch {
    return {};
  }
}
