import type { Batch } from "../../event.ts";
import type { Logger } from "../../observe/logger.ts";
import { createSeldom } from "../../observe/seldom.ts";
import type { Clock } from "../../runtime/clock.ts";
import { noneDelivered, type DeliveryReport, type Destination } from "../destination.ts";
import { Node, type Exchange } from "../http/node.ts";
import { Nodes } from "../http/nodes.ts";
import { Scratch } from "../http/scratch.ts";
import { withoutSecrets } from "../http/secrets.ts";
import type { ElasticsearchConfig } from "./config.ts";
import {
  bulkPath,
  bulkPayload,
  credentials,
  isSendable,
  unsendable,
  type Credentials,
} from "./request.ts";
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
  const scratch = new Scratch(buffersKept);
  const tellDegraded = createDegradedLine(config.name, clock, log);
  const send = async (batch: Batch, auth: Credentials | undefined, signal: AbortSignal) => {
    const { body, headers } = await bulkPayload(batch, config.compression, scratch);
    const node = nodes.next();
    const exchange = await node.send(
      {
        method: "POST",
        path: bulkPath(node.url, config.dataStream),
        headers: { ...headers, ...(auth !== undefined && { authorization: auth.header }) },
        body,
      },
      { clock, ms: config.requestTimeoutMs, signal },
    );
    judge(nodes, node, exchange);
    return exchange;
  };

  return {
    name: config.name,
    async deliver(batch, signal): Promise<DeliveryReport> {
      const auth = config.auth === undefined ? undefined : credentials(config.auth);
      if (auth !== undefined && !isSendable(auth))
        return noneDelivered(batch.events, { kind: "unauthorized", message: unsendable });
      const exchange = await send(batch, auth, signal);
      if (exchange.kind === "failed") return noneDelivered(batch.events, exchange.trouble);
      const report = readAnswer(exchange.answer, batch);
      tellDegraded(report.degraded ?? 0);
      return withoutSecrets(report, auth?.secrets ?? []);
    },
    async close() {
      await Promise.all(nodes.all.map((node) => node.close()));
    },
  };
}

/** Compressing takes a core; more bodies at once than cores would only take memory. */
const buffersKept = 2;

/** A node that can't be reached, or whose proxy can't reach it, is at fault; whatever else it answers, it works. */
function judge(nodes: Nodes<Node>, node: Node, exchange: Exchange): void {
  if (exchange.kind === "answered") {
    if ([502, 503, 504].includes(exchange.answer.status)) nodes.failed(node);
    else nodes.worked(node);
  } else if (exchange.trouble.kind !== "aborted") {
    nodes.failed(node);
  }
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
