import type { Clock } from "../../runtime/clock.ts";
import { Nodes } from "../http/nodes.ts";
import type { LossReason } from "./acks.ts";
import { calledOff, Collector, type CollectorParts, type Sent } from "./collector.ts";
import type { SplunkHecConfig } from "./config.ts";
import type { Lines } from "./lines.ts";
import { Pace } from "./pace.ts";
import { createToken } from "./token.ts";

export interface SendParts extends Pick<CollectorParts, "onQuestion"> {
  readonly clock: Clock;
  readonly lines: Lines;
}

export interface Sender {
  /** Sends one body once, to the collector whose turn it is. */
  send(body: Buffer, signal: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}

export function createSender(config: SplunkHecConfig, parts: SendParts): Sender {
  const { clock, lines } = parts;
  const token = createToken(config.token);
  const onLoss = (reason: LossReason) => lines.lost(reason);
  const collectors = new Nodes(
    config.urls.map((url) => new Collector(url, config, { ...parts, token, onLoss })),
    clock,
  );
  const pace = new Pace(clock);

  const note = (sent: Extract<Sent, { readonly kind: "taken" }>) => {
    if (sent.strained) {
      pace.strained(sent.retryAfterMs);
      lines.strained();
    } else pace.eased();
    if (sent.unusedAckId !== undefined) lines.unaskedFor();
    if (config.acknowledgment !== undefined && sent.outcome === undefined) lines.unproven();
  };

  return {
    async send(body, signal) {
      const text = token();
      if (typeof text !== "string") return { kind: "refused", trouble: text, isDown: false };
      if (!(await pace.ready(signal))) return calledOff;
      const collector = collectors.next();
      const sent = await collector.send(body, text, signal);
      if (sent.kind === "taken") note(sent);
      if (sent.kind === "refused" && sent.isDown) collectors.failed(collector);
      else if (sent.kind === "taken" || sent.trouble.kind !== "aborted")
        collectors.worked(collector);
      return sent;
    },
    async close() {
      await Promise.all(collectors.all.map((collector) => collector.close()));
    },
  };
}
