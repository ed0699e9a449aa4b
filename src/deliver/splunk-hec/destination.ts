import type { Batch } from "../../event.ts";
import type { Logger } from "../../observe/logger.ts";
import { createSeldom } from "../../observe/seldom.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Custody, type Taken } from "../custody.ts";
import { allDelivered, noneDelivered, type Destination, type Trouble } from "../destination.ts";
import { resendsAtOnce } from "./collector.ts";
import type { SplunkHecConfig } from "./config.ts";
import { createLines } from "./lines.ts";
import { createBody } from "./request.ts";
import { createSender, type Sender } from "./send.ts";

export interface SplunkHecParts {
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * What goes on after a delivery has ended, while its events are not confirmed: each attempt to send them again, and
   * questions for acknowledgments that go wrong. Undefined: it went well.
   */
  readonly onAttempt?: (trouble: Trouble | undefined) => void;
}

/**
 * Splunk's HTTP Event Collector. Without indexer acknowledgment, "taken" means that a Splunk process holds the events
 * in memory; with it, events are reported as unconfirmed until Splunk says that they are stored.
 */
export function createSplunkHecDestination(
  config: SplunkHecConfig,
  { clock, log, onAttempt = () => undefined }: SplunkHecParts,
): Destination {
  const lines = createLines(config.name, log, createSeldom(clock));
  const sender = createSender(config, { clock, lines, onQuestion: onAttempt });
  const custody = createCustody(config, { clock, onAttempt, sender });
  const encode = createBody(config);

  const take = async (batch: Batch, signal: AbortSignal): Promise<Taken> => {
    const { bytes, release } = await encode(batch);
    if (custody !== undefined) {
      const kept = copyOf(bytes);
      release();
      return await custody.take(kept, signal);
    }
    const sent = await sender.send(bytes, signal);
    // Where it was not taken, a part of it may still be on its way out.
    if (sent.kind === "taken") release();
    return sent;
  };

  return {
    name: config.name,
    async deliver(batch, signal) {
      const taken = await take(batch, signal);
      if (taken.kind === "refused") return noneDelivered(batch.events, taken.trouble);
      if (taken.kind === "taken") return allDelivered;
      const { confirmation, waitedMs } = taken;
      return { ...allDelivered, unconfirmed: [{ events: batch.events, confirmation }], waitedMs };
    },
    async close() {
      custody?.close();
      await sender.close();
    },
  };
}

function createCustody(
  { acknowledgment, retry }: SplunkHecConfig,
  parts: Required<Pick<SplunkHecParts, "clock" | "onAttempt">> & { readonly sender: Sender },
): Custody | undefined {
  if (acknowledgment === undefined) return undefined;
  const { clock, onAttempt, sender } = parts;
  const send = (body: Buffer, signal: AbortSignal) => sender.send(body, signal);
  const { maxPendingBytes: maxBytes } = acknowledgment;
  return new Custody({ clock, backoff: retry, maxBytes, resendsAtOnce, send, onAttempt });
}

/** In memory of just their size. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
