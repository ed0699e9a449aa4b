import type { Logger } from "../../observe/logger.ts";
import { createSeldom } from "../../observe/seldom.ts";
import type { Clock } from "../../runtime/clock.ts";
import { noneDelivered, type DeliveryReport, type Destination } from "../destination.ts";
import type { Answer } from "../http/answer.ts";
import { Bodies } from "../http/bodies.ts";
import { isDown, Node, type Exchange } from "../http/node.ts";
import { Nodes } from "../http/nodes.ts";
import { masked, withoutSecrets } from "../http/secrets.ts";
import { createAuthorizer } from "./authorize.ts";
import type { ElasticsearchConfig } from "./config.ts";
import { isParameterUnknown } from "./refusal.ts";
import { bulkFrames, bulkPath, bulkPayload, type Payload } from "./request.ts";
import { readAnswer } from "./response.ts";

/** Elasticsearch or OpenSearch of any version, by plain HTTP: their own clients each refuse the other's servers. */
export function createElasticsearchDestination(
  config: ElasticsearchConfig,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Destination {
  const nodes = new Nodes(
    config.urls.map((url) => new Node(url, config)),
    clock,
  );
  const bodies = new Bodies(bulkFrames[config.documentId]);
  const authorizer = createAuthorizer(config.auth, clock);
  const tellDegraded = createDegradedLine(config.name, clock, log);
  /** Until a server turns out not to know the parameter. */
  let { requireDataStream } = config;
  const send = async (payload: Payload, signal: AbortSignal): Promise<Sent> => {
    const deadline = { clock, ms: config.requestTimeoutMs, signal };
    const node = nodes.next();
    const target = { dataStream: config.dataStream, requireDataStream };
    const path = bulkPath(node.url, target);
    const { body, headers } = payload;
    const request = { method: "POST", path, body, headers } as const;
    const authorized = await authorizer.authorize(request, node.url, deadline);
    if (authorized.kind === "failed") return authorized;
    const exchange = await node.send(authorized.request, deadline);
    judge(nodes, node, exchange);
    if (exchange.kind === "failed") return exchange;
    const { answer } = exchange;
    if (target.requireDataStream && isParameterUnknown(answer.status, answer.text)) {
      requireDataStream = false;
      return send(payload, signal);
    }
    return { kind: "answered", answer, secrets: authorized.secrets };
  };

  return {
    name: config.name,
    async deliver(batch, signal): Promise<DeliveryReport> {
      const payload = await bulkPayload(batch, config, bodies);
      const sent = await send(payload, signal);
      if (isReadWhole(sent)) payload.release();
      if (sent.kind === "failed") return noneDelivered(batch.events, sent.trouble);
      const report = readAnswer(maskedRefusal(sent), batch);
      if (report.trouble?.kind === "unauthorized") authorizer.refused();
      tellDegraded(report.degraded ?? 0);
      return withoutSecrets(report, sent.secrets);
    },
    async close() {
      await Promise.all(nodes.all.map((node) => node.close()));
    },
  };
}

type Sent =
  | { readonly kind: "answered"; readonly answer: Answer; readonly secrets: readonly string[] }
  | Exclude<Exchange, { readonly kind: "answered" }>;

/** Any other answer may come while a part of the body is still on its way out. */
function isReadWhole(sent: Sent): boolean {
  return sent.kind === "answered" && sent.answer.status === 200;
}

/** AWS repeats whole requests; a token that is cut off with the rest of a long answer would not be found any more. */
function maskedRefusal({ answer, secrets }: Extract<Sent, { readonly kind: "answered" }>): Answer {
  return answer.status === 200 ? answer : { ...answer, text: masked(answer.text, secrets) };
}

function judge(nodes: Nodes<Node>, node: Node, exchange: Exchange): void {
  if (isDown(exchange)) nodes.failed(node);
  else if (exchange.kind === "answered") nodes.worked(node);
}

function createDegradedLine(destination: string, clock: Clock, log: Logger) {
  const seldom = createSeldom(clock);
  return (events: number) => {
    const line = events > 0 ? seldom("degraded") : undefined;
    if (line === undefined) return;
    log.warn(
      { destination, events, heldBack: line.heldBack },
      "Found events put into the failure store: they do not fit the mapping or an ingest pipeline failed",
    );
  };
}
