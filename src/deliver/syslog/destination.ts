import type { EncodedEvent } from "../../event.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  allDelivered,
  noneDelivered,
  type DeliveryReport,
  type Destination,
  type Trouble,
} from "../destination.ts";
import type { Carrier, Reusable } from "./carrier.ts";
import type { SyslogConfig } from "./config.ts";
import { limit } from "./limit.ts";
import { Lines } from "./lines.ts";
import { createRelp } from "./relp/carrier.ts";
import { Settling } from "./settling.ts";
import { createStream } from "./stream.ts";
import { createUdp } from "./udp/carrier.ts";

export interface SyslogParts {
  readonly clock: Clock;
  /** Hears of what breaks, and is sent again, after a delivery has ended. Undefined: it went well. */
  readonly onAttempt?: (trouble: Trouble | undefined) => void;
}

/** How events are brought to the receiver, none of them too large for it. */
export interface Transport {
  transmit(events: readonly EncodedEvent[], signal: AbortSignal): Promise<DeliveryReport>;
  close(): void;
}

/** Syslog over UDP, TCP, TLS or RELP, for events that have their header already (`withHeader`). */
export function createSyslogDestination(config: SyslogConfig, parts: SyslogParts): Destination {
  const { name, maxMessageBytes } = config;
  const transport = createTransport(config, parts);
  return {
    name,
    async deliver({ events }, signal): Promise<DeliveryReport> {
      const { fitting, rejected } = limit(events, maxMessageBytes);
      if (fitting.length === 0) return { ...allDelivered, rejected };
      const report = await transport.transmit(fitting, signal);
      return { ...report, rejected: [...rejected, ...report.rejected] };
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

function createTransport(config: SyslogConfig, parts: SyslogParts): Transport {
  const { transport } = config;
  const { clock } = parts;
  switch (transport.kind) {
    case "stream": {
      const { confirm } = transport;
      if (confirm.kind === "settle") return new Settling(config, { transport, confirm }, parts);
      return carriedBy(createStream(transport, confirm, clock), config, clock);
    }
    case "udp":
      return carriedBy(createUdp(transport, clock), config, clock);
    case "relp":
      return carriedBy(createRelp(transport, clock), config, clock);
  }
}

/** Each batch has a line to itself until it is confirmed. */
function carriedBy<Line extends Reusable>(
  carrier: Carrier<Line>,
  { connectionMaxAgeMs: maxAgeMs }: SyslogConfig,
  clock: Clock,
): Transport {
  const lines = new Lines(carrier, { maxAgeMs, clock });
  return {
    transmit: (events, signal) =>
      lines.use(
        signal,
        (line, leg) => carrier.send(line, events, leg),
        (trouble) => noneDelivered(events, trouble),
      ),
    close: () => lines.close(),
  };
}
