import { randomUUID } from "node:crypto";
import type { Batch } from "../../event.ts";
import type { Logger } from "../../observe/logger.ts";
import { createSeldom, type Seldom } from "../../observe/seldom.ts";
import type { Clock } from "../../runtime/clock.ts";
import { allDelivered, noneDelivered, type Destination, type Trouble } from "../destination.ts";
import { Node, type Exchange } from "../http/node.ts";
import { Nodes } from "../http/nodes.ts";
import { Scratch } from "../http/scratch.ts";
import { withoutSecrets } from "../http/secrets.ts";
import type { SplunkHecConfig } from "./config.ts";
import { Pace } from "./pace.ts";
import { collectorPath, createBody, requestHeaders } from "./request.ts";
import { readAnswer, type Reply } from "./response.ts";

export interface SplunkHecParts {
  readonly clock: Clock;
  readonly log: Logger;
}

/** Splunk's HTTP Event Collector. Without indexer acknowledgment, "taken" means that a Splunk process holds the events in memory. */
export function createSplunkHecDestination(
  config: SplunkHecConfig,
  { clock, log }: SplunkHecParts,
): Destination {
  const collectors = new Nodes(
    config.urls.map((url) => createCollector(url, config)),
    clock,
  );
  const pace = new Pace(clock);
  const body = createBody(config, new Scratch(buffersKept));
  const tell = createLines(config.name, log, createSeldom(clock));

  const send = async (batch: Batch, token: string, signal: AbortSignal) => {
    const bytes = await body(batch);
    const collector = collectors.next();
    const headers = requestHeaders(config, token, collector.channel);
    const deadline = { clock, ms: config.requestTimeoutMs, signal };
    const exchange = await collector.node.send(
      { method: "POST", path: collector.path, headers, body: bytes },
      deadline,
    );
    judge(collectors, collector, exchange);
    return exchange;
  };

  return {
    name: config.name,
    async deliver(batch, signal) {
      const token = config.token.reveal().trim();
      if (!sendable.test(token)) return noneDelivered(batch.events, unsendable);
      if (!(await pace.ready(signal))) return noneDelivered(batch.events, calledOff);
      const exchange = await send(batch, token, signal);
      if (exchange.kind === "failed") return noneDelivered(batch.events, exchange.trouble);
      const reply = readAnswer(exchange.answer);
      if (reply.kind === "refused")
        return withoutSecrets(noneDelivered(batch.events, reply.trouble), [token]);
      if (reply.strained) pace.strained(exchange.answer.retryAfterMs);
      else pace.eased();
      tell(reply);
      return allDelivered;
    },
    async close() {
      await Promise.all(collectors.all.map(({ node }) => node.close()));
    },
  };
}

/** One URL, and the channel that our requests to it belong to. */
interface Collector {
  readonly node: Node;
  readonly path: string;
  readonly channel: string | undefined;
}

function createCollector(url: URL, config: SplunkHecConfig): Collector {
  return {
    node: new Node(url, { ...config, keepAliveMs }),
    path: collectorPath(url, config),
    channel: config.endpoint === "raw" ? randomUUID() : undefined,
  };
}

/** Splunk closes an idle connection after 12 s while it is busy; a request that meets that is sent twice. */
const keepAliveMs = 10_000;

/** Compressing takes a core; more bodies at once than cores would only take memory. */
const buffersKept = 2;

const sendable = /^[\x21-\x7e]+$/;
const unsendable: Trouble = {
  kind: "unauthorized",
  message: "`token` is empty or holds a character that can't be sent in a header; check it.",
};
const calledOff: Trouble = { kind: "aborted", message: "Called off before it was sent" };

/** A collector that can't be reached, or can't take more, is left out for a while; whatever else it answers, it works. */
function judge(collectors: Nodes<Collector>, collector: Collector, exchange: Exchange): void {
  if (exchange.kind === "answered") {
    if ([502, 503, 504].includes(exchange.answer.status)) collectors.failed(collector);
    else collectors.worked(collector);
  } else if (exchange.trouble.kind !== "aborted") {
    collectors.failed(collector);
  }
}

function createLines(destination: string, log: Logger, seldom: Seldom) {
  return ({ strained, ackId }: Extract<Reply, { readonly kind: "accepted" }>) => {
    const slower = strained ? seldom("strained") : undefined;
    if (slower !== undefined)
      log.warn({ destination, ...slower }, "Slowed down: Splunk takes events but is near capacity");
    const unasked = ackId === undefined ? undefined : seldom("acknowledgment");
    if (unasked !== undefined)
      log.warn(
        { destination, ...unasked },
        "Found indexer acknowledgment enabled on the token, which is not used: its pending acknowledgments pile up in Splunk",
      );
  };
}
