import type { EncodedEvent } from "../../event.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  allDelivered,
  noneDelivered,
  type DeliveryReport,
  type Destination,
} from "../destination.ts";
import type { Carrier, Reusable } from "./carrier.ts";
import type { SyslogConfig } from "./config.ts";
import { limit } from "./limit.ts";
import { Pool } from "./pool.ts";
import { createRelp } from "./relp/carrier.ts";
import { createStream } from "./stream.ts";
import { cutShort, troubleOf } from "./trouble.ts";
import { createUdp } from "./udp/carrier.ts";

/** Syslog over UDP, TCP, TLS or RELP, for events that have their header already (`withHeader`). */
export function createSyslogDestination(config: SyslogConfig, clock: Clock): Destination {
  const { transport } = config;
  switch (transport.kind) {
    case "stream":
      return carriedBy(createStream(transport, clock), config, clock);
    case "udp":
      return carriedBy(createUdp(transport, clock), config, clock);
    case "relp":
      return carriedBy(createRelp(transport, clock), config, clock);
  }
}

/** Each batch has a line to itself until it is confirmed. */
function carriedBy<Line extends Reusable>(
  carrier: Carrier<Line>,
  { name, connectionMaxAgeMs, maxMessageBytes }: SyslogConfig,
  clock: Clock,
): Destination {
  const pool = new Pool<Line>(connectionMaxAgeMs, clock);

  const transmit = async (events: readonly EncodedEvent[], signal: AbortSignal) => {
    try {
      const line = pool.take() ?? (await carrier.connect(signal));
      if (line === "timeout" || line === "aborted") {
        const late = `Got no connection in time to ${carrier.address}`;
        return noneDelivered(events, cutShort(line, carrier.address, late));
      }
      const isLast = pool.isOld(line);
      const report = await carrier.send(line, events, { isLast, signal });
      if (isLast) line.close();
      else pool.give(line);
      return report;
    } catch (error) {
      return noneDelivered(events, troubleOf(error, carrier.address));
    }
  };

  return {
    name,
    async deliver({ events }, signal): Promise<DeliveryReport> {
      const { fitting, rejected } = limit(events, maxMessageBytes);
      const report = fitting.length === 0 ? allDelivered : await transmit(fitting, signal);
      return { ...report, rejected: [...rejected, ...report.rejected] };
    },
    close() {
      pool.close();
      return Promise.resolve();
    },
  };
}
