import type { EncodedEvent } from "../../event.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  allDelivered,
  noneDelivered,
  type DeliveryReport,
  type Destination,
  type Trouble,
} from "../destination.ts";
import { networkTrouble } from "../network-trouble.ts";
import { UnreadableTlsFile } from "../tls-files.ts";
import type { Receiver, SyslogConfig } from "./config.ts";
import { connect, Connection } from "./connection.ts";
import { frame } from "./frame.ts";
import { limit } from "./limit.ts";
import { send } from "./send.ts";

/**
 * Syslog over TCP or TLS, for events that have their header already (`withHeader`). Each batch has a connection to
 * itself until it is confirmed, so a connection that breaks takes one batch with it, and all of that is sent again.
 */
export function createSyslogDestination(config: SyslogConfig, clock: Clock): Destination {
  const { confirm, framing, maxMessageBytes, receiver, sendTimeoutMs: ms } = config;
  const address = addressOf(receiver);
  const idle = new Set<Connection>();

  const transmit = async (events: readonly EncodedEvent[], signal: AbortSignal) => {
    const connection = takeHealthy(idle) ?? (await opened(config, clock, signal));
    if (!(connection instanceof Connection)) return connection;
    const line = { connection, address };
    const trouble = await send(line, frame(events, framing), confirm, { clock, ms, signal });
    // What was called off while it settled is whole; a lost connection is passed over by the next batch.
    idle.add(connection);
    return trouble;
  };

  return {
    name: config.name,
    async deliver({ events }, signal): Promise<DeliveryReport> {
      const { fitting, rejected } = limit(events, maxMessageBytes);
      const trouble = fitting.length === 0 ? undefined : await transmit(fitting, signal);
      const report = trouble === undefined ? allDelivered : noneDelivered(fitting, trouble);
      return { ...report, rejected };
    },
    close() {
      for (const connection of idle) connection.close();
      idle.clear();
      return Promise.resolve();
    },
  };
}

function takeHealthy(idle: Set<Connection>): Connection | undefined {
  for (const connection of idle) {
    idle.delete(connection);
    if (!connection.lost.aborted) return connection;
  }
  return undefined;
}

async function opened(
  { receiver }: SyslogConfig,
  clock: Clock,
  signal: AbortSignal,
): Promise<Connection | Trouble> {
  const address = addressOf(receiver);
  try {
    const connection = await connect(receiver, { clock, signal });
    if (connection === "timeout")
      return { kind: "timeout", message: `Got no connection in time to ${address}` };
    if (connection === "aborted")
      return { kind: "aborted", message: `Called off connecting to ${address}` };
    return connection;
  } catch (error) {
    if (error instanceof UnreadableTlsFile) return { kind: "tls", message: error.message };
    const trouble = networkTrouble(error, address);
    if (trouble === undefined) throw error;
    return trouble;
  }
}

function addressOf({ host, port, tls }: Receiver): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${tls === undefined ? "tcp" : "tls"}://${name}:${port}`;
}
